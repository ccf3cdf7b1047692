"""Mistakes with Adam: its correction, and its m."""

from ...core.maths import sqrt
from .mistake import mistake, mix, mixed_into
from .optimizer_mistakes import optimizer, optimizer_is

CORRECTED = {"both": ("beta1_t", "beta2_t"), "m": ("beta1_t",), "v": ("beta2_t",)}


@mistake("Adam's running means are not corrected for having begun with 0",
         "Divide m by 1 − β1^t and v by 1 − β2^t.", when=optimizer_is("adam"), variants=tuple(CORRECTED),
         said={"both": "", "m": ": m is not", "v": ": v is not"})
def adam_uncorrected(experiment, where):
    mix(experiment.network.optimizer, AdamUncorrected)
    experiment.network.optimizer.uncorrected = CORRECTED[where]


class OtherPowers:
    """Adam that has others than β^t in its correction."""

    def directions(self, slopes, memory):
        powers = self.shared_memory
        self.shared_memory = {name: self.power(name, powers[name], getattr(self, name[:-2])) for name in powers}
        directions = super().directions(slopes, memory)
        self.shared_memory = powers
        return directions


class AdamUncorrected(OtherPowers):
    def power(self, name, power, beta):
        return 0.0 if name in self.uncorrected else power


@mistake("Adam's t is one too far: the correction of the step after is used",
         "t is 1 in the first step: m is divided by 1 − β1, v by 1 − β2.", when=optimizer_is("adam"))
@mixed_into(optimizer)
class adam_late(OtherPowers):
    def power(self, name, power, beta):
        return power * beta


@mistake("Adam's correction is another one", "Divide m by 1 − β1^t and v by 1 − β2^t.", when=optimizer_is("adam"),
         variants=("constant", "multiplied"),
         said={"constant": ": by 1 − β in every step, without t", "multiplied": ": m and v are multiplied by 1 − β^t"})
def adam_miscorrected(experiment, where):
    mix(experiment.network.optimizer, {"constant": SamePowers, "multiplied": MultipliedPowers}[where])


class SamePowers(OtherPowers):
    def power(self, name, power, beta):
        return beta


class MultipliedPowers(OtherPowers):
    def power(self, name, power, beta):
        """To divide by 1 − p is to multiply by 1 − β^t."""
        return 1.0 - 1.0 / (1.0 - power)


@mistake("Adam steps along the slope itself, and only its size is adapted", "direction = m_hat / (√v_hat + eps).",
         when=optimizer_is("adam"))
@mixed_into(optimizer)
class adam_without_momentum:
    def directions(self, slopes, memory):
        super().directions(slopes, memory)
        return [slope / (sqrt(v_hat) + self.eps) for slope, v_hat in zip(slopes, memory["v_hat"])]
