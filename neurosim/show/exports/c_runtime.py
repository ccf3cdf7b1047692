"""What programs in C have beside the formulas: how a step is checked, how samples are drawn, how a run goes on."""

PRECISION = """/* REAL may be float, on a machine without doubles: cc -DREAL=float ... Then most numbers differ after
   seven digits. A gcc that is told -fsingle-precision-constant has no double left in the formulas. */
#ifndef REAL
#define REAL double
#endif
"""

STEP_MAIN = """
static int differing = 0;

static void check(const char *name, volatile REAL found, volatile double traced)
{
    if (found != (REAL) traced) {
        printf("%s = %.17g, traced %.17g\\n", name, (double) found, traced);
        differing++;
    }
}

int main(void)
{
BODY
    return differing != 0;
}
"""

CHANCE = """
/* The generator of Python's random module (Matsumoto and Nishimura, 1998), and what it draws with it. */
static uint32_t word(void);
static int below(int count);
static double uniform(void);
"""

MAIN = r"""static uint32_t word(void)
{
    uint32_t y;
    if (word_at >= 624) {
        int i;
        for (i = 0; i < 624; i++) {
            y = (words[i] & 0x80000000u) | (words[(i + 1) % 624] & 0x7fffffffu);
            words[i] = words[(i + 397) % 624] ^ (y >> 1) ^ (y & 1u ? 0x9908b0dfu : 0u);
        }
        word_at = 0;
    }
    y = words[word_at++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

static int below(int count)    /* 0, 1, ... count - 1 */
{
    int bits = 0;
    uint32_t drawn;
    while (count >> bits) bits++;
    do drawn = word() >> (32 - bits); while (drawn >= (uint32_t) count);
    return (int) drawn;
}

static double uniform(void)    /* from 0 up to 1 */
{
    const uint32_t high = word() >> 5, low = word() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

/* The places of the samples that the next step learns from; returns how many. */
static int next_places(int *places)
{
    static int left = WAITING, first = 0;
    int i, count = 0;
    if (ORDER == 2) {
        for (i = 0; i < BATCH; i++) places[i] = below(COUNT);
        return BATCH;
    }
    if (left == 0) {
        for (i = 0; i < COUNT; i++) waiting[i] = i;
        for (i = COUNT - 1; i > 0 && ORDER == 1; i--) {
            const int other = below(i + 1), place = waiting[i];
            waiting[i] = waiting[other];
            waiting[other] = place;
        }
        left = COUNT;
        first = 0;
    }
    for (; count < BATCH && left > 0; left--) places[count++] = waiting[first++];
    return count;
}

/* Masks layer by layer as they are drawn, sample by sample as they are used. */
static void draw_masks(REAL *masks, int samples)
{
    int layer, sample, neuron, begin = 0;
    for (layer = 0; layer < DROPOUTS; layer++) {
        for (sample = 0; sample < samples; sample++)
            for (neuron = 0; neuron < dropped[layer]; neuron++)
                masks[sample * MASKS + begin + neuron] =
                    uniform() < dropout[layer] ? 0.0 : 1.0 / (1.0 - dropout[layer]);
        begin += dropped[layer];
    }
}

static REAL error_over_all_samples(void)
{
    static REAL outs[COUNT * OUTPUTS], errors[COUNT];
    REAL sum = -0.0;
    int i;
    answer(COUNT, rows, state, outs, errors);
    for (i = 0; i < COUNT; i++) sum += errors[i];
    return MEAN ? sum / COUNT : sum;
}

/* The trained network as a function. */
static void predict(const REAL *inputs, REAL *outs)
{
    REAL row[WIDTH] = {0.0};
    int i;
    for (i = 0; i < INPUTS; i++) row[i] = inputs[i];
    answer(1, row, state, outs, NULL);
}

int main(void)
{
    static REAL nets[NETS], work[ROOM], masks[BATCH * MASKS], outs[OUTPUTS];
    static int places[BATCH + 1];
    long step;
    int i, j;
    for (step = FIRST; step <= STEPS; step++) {
        const int samples = next_places(places + MANY);
        if (MANY) places[0] = samples;
        draw_masks(masks, samples);
        train(1, places, rows, masks, state, settings, nets, work);
        if (step == STEPS || step % EVERY == 0) printf("%ld %.17g\n", step, (double) error_over_all_samples());
    }
    for (i = 0; i < COUNT; i++) {
        predict(rows + i * WIDTH, outs);
        for (j = 0; j < OUTPUTS; j++) printf("%.17g%c", (double) outs[j], j + 1 < OUTPUTS ? ' ' : '\n');
    }
    return 0;
}
"""
