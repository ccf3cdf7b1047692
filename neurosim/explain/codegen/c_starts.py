"""A whole training run in C, with its looks: whether the problem is solved by now, and how large the error is.

    start(...)    1 solved, 0 not, -1 where Python is to say: a number that is none, or beyond a double

    plan          steps, the most; pace: steps between two looks; samples; mean: whether the error is divided by them
    masks         of all steps, drawn beforehand, where outs are dropped
    limits        the step from which on errors are kept; the error to get below, where `sides` is NULL
    sides         of each out of each sample the least and the greatest with which it is solved
    seen          the errors kept, look by look       error    the last      taken    how many steps, and how many seen

The steps are those of `train`, the errors and outs those of `answer`. As it does nothing but compute, several runs go
side by side in the threads of one process.
"""

START = """
static int finite(const double *numbers, long count)
{
    for (; count > 0; count--)
        if (!isfinite(*numbers++)) return 0;
    return 1;
}

static double whole_error(long samples, long mean, const double *errors)
{
    double sum = -0.0;
    long i;
    for (i = 0; i < samples; i++) sum += errors[i];
    return mean ? sum / (double) samples : sum;
}

/* 1 solved, 0 not, -1 Python is to say */
static int solved(const long *plan, const double *limits, const double *rows, const double *state,
                  const double *sides, double *outs, double *errors, double *error)
{
    long i;
    if (answer(plan[2], rows, state, outs, error || !sides ? errors : NULL)) return -1;
    if (error || !sides) {
        const double found = whole_error(plan[2], plan[3], errors);
        if (!isfinite(found)) return -1;
        if (error) *error = found;
        if (!sides) return found < limits[1];
    }
    for (i = 0; i < plan[2] * OUTPUTS; i++)
        if (!(outs[i] >= sides[2 * i] && outs[i] <= sides[2 * i + 1])) return 0;
    return 1;
}

/* What the next steps are given. */
typedef struct { const int *places; const double *masks; } Given;

static Given beyond(Given given, long steps)
{
    for (; steps > 0; steps--) {
        given.masks += MASKS * (MANY ? *given.places : 1);
        given.places += MANY ? 1 + *given.places : 1;
    }
    return given;
}

int start(const long *plan, const double *limits, const int *places, const double *masks, const double *rows,
          double *state, double *before, const double *settings, const double *sides, double *nets, double *outs,
          double *errors, double *work, double *seen, double *error, long *taken)
{
    const size_t size = sizeof(double) * STATE;
    Given given = {places, masks}, from = given;
    long last = 0;
    int found;
    taken[0] = taken[1] = 0;
    for (;;) {
        const int late = (double) taken[0] >= limits[0];
        found = solved(plan, limits, rows, state, sides, outs, errors, late ? error : NULL);
        if (found < 0) return -1;
        if (late) seen[taken[1]++] = *error;
        if (found || taken[0] == plan[0]) break;
        last = plan[0] - taken[0] < plan[1] ? plan[0] - taken[0] : plan[1];
        memcpy(before, state, size);
        from = given;
        if (train(last, given.places, rows, given.masks, state, settings, nets, work)) return -1;
        if (!finite(state, STATE) || !finite(nets, NETS)) return -1;
        given = beyond(given, last);
        taken[0] += last;
    }
    if (found && last) {    /* at which step, exactly */
        long step = taken[0] - last;
        memcpy(state, before, size);
        for (found = 0; step < taken[0] && !found; step++) {
            if (train(1, from.places, rows, from.masks, state, settings, nets, work)) return -1;
            from = beyond(from, 1);
            found = solved(plan, limits, rows, state, sides, outs, errors, NULL);
            if (found < 0) return -1;
        }
        taken[0] = step;
        found = 1;
    }
    if (solved(plan, limits, rows, state, sides, outs, errors, error) < 0) return -1;
    return found;
}
"""


def start_source(network, text, samples_of_any, state, outputs):
    """The text of a program with `train` and `answer`, and with `start`."""
    nets = sum(len(layer.neurons) for layer in network.layers)
    told = {"STATE": state, "NETS": nets, "OUTPUTS": outputs, "MANY": int(samples_of_any),
            "MASKS": sum(len(layer.neurons) for layer in network.dropouts)}
    defined = "\n".join(f"#define {name} {value}" for name, value in told.items())
    text = text.replace("#include <stddef.h>", "#include <stddef.h>\n#include <string.h>", 1)
    return f"{text}\n{defined}\n{START}"
