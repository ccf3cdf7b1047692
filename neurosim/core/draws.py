"""Many draws at once: the numbers that `randrange` would give, one after the other, and the generator as it leaves it.

`randrange(count)` takes the highest bits of one output of 32, as many as `count` has, and asks again where they come
to `count` or more. `getrandbits(32 * n)` is n outputs at once.
"""

from struct import unpack


def draw_many(random, count, wanted):
    """`wanted` draws of range(count), as a list.

    >>> from random import Random
    >>> draw_many(Random(1), 4, 5), [Random(1).randrange(4)]
    ([1, 0, 2, 0, 3], [1])
    """
    if not is_plain(random) or count.bit_length() > 32:
        return [random.randrange(count) for _ in range(wanted)]
    drawn, some = [], of_a_byte if count.bit_length() <= 8 else of_a_word
    while len(drawn) < wanted:
        missing = wanted - len(drawn)    # an output gives one at most: so none is taken that is not needed
        outputs = random.getrandbits(32 * missing).to_bytes(4 * missing, "little")
        drawn += some(outputs, count, count.bit_length())
    return drawn


def is_plain(random):
    """Whether it draws as Python's own generator does; what is derived from it may not."""
    return (type(random).__module__, type(random).__name__) == ("random", "Random")


def of_a_byte(outputs, count, bits):
    """The highest byte of each output is enough."""
    shifted = bytes(byte >> 8 - bits for byte in range(256))
    refused = bytes(byte for byte in range(256) if byte >> 8 - bits >= count)
    return outputs[3::4].translate(shifted, refused)


def of_a_word(outputs, count, bits):
    shift = 32 - bits
    return [drawn for word in unpack(f"<{len(outputs) // 4}I", outputs) if (drawn := word >> shift) < count]
