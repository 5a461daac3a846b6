package org.unclip.diffusion;

/**
 * One timestep's term of the variational bound, for a single value, as a function of the model's variance output.
 *
 * <p>For {@code t ≥ 1} the divergence of {@code p(x_{t−1} | x_t)} from {@code q(x_{t−1} | x_t, x0)}, both Gaussian; for
 * {@code t = 0} minus the log-likelihood of x0 among 256 levels in [-1, 1] (Ho et al. 2020, eq. 5 and 13). The means
 * differ by what the model's prediction is wrong, times a factor of the timestep: so neither is needed itself.
 */
final class VariationalTerm {
    private static final double HALF_BIN = 1.0 / 255.0;
    private static final double EDGE = 0.999; // beyond it the outermost bins reach to infinity
    private static final double LEAST_PROBABILITY = 1e-12;
    private static final double CDF_SLOPE = Math.sqrt(2.0 / Math.PI);
    private static final double CDF_CUBIC = 0.044715;

    private final boolean first;
    private final double logLeast;
    private final double logRange;
    private final double meanPerOutput;

    private VariationalTerm(boolean first, double logLeast, double logRange, double meanPerOutput) {
        this.first = first;
        this.logLeast = logLeast;
        this.logRange = logRange;
        this.meanPerOutput = meanPerOutput;
    }

    /** The term of timestep {@code t} of a schedule of at least two; the first has the least variance of the second. */
    static VariationalTerm at(NoiseSchedule schedule, Prediction prediction, int t) {
        double logLeast = StrictMath.log(schedule.posteriorVariance(Math.max(t, 1)));
        double logRange = StrictMath.log(schedule.beta(t)) - logLeast;
        double meanPerOutput = schedule.posteriorMeanOfX0(t) * prediction.x0PerOutput(schedule.level(t));
        return new VariationalTerm(t == 0, logLeast, logRange, meanPerOutput);
    }

    /**
     * The term, in nats.
     *
     * @param error the prediction's target less the prediction
     * @param x0 the data, in [-1, 1]
     * @param o the variance output, see {@link ReverseVariance#LEARNED_RANGE}
     */
    double value(double error, double x0, double o) {
        double logVariance = logVariance(o);
        double distance = meanPerOutput * error;
        if (first) {
            return -StrictMath.log(Math.max(probability(bin(distance, x0, logVariance)), LEAST_PROBABILITY));
        }
        double ratio = StrictMath.exp(logLeast - logVariance);
        return 0.5 * (ratio - 1.0 + logVariance - logLeast + distance * distance * StrictMath.exp(-logVariance));
    }

    /** The term's derivative in the variance output, the means held fixed. */
    double slope(double error, double x0, double o) {
        double logVariance = logVariance(o);
        double distance = meanPerOutput * error;
        double perOutput = 0.5 * logRange;
        if (first) {
            return perOutput * slopeOfLikelihood(bin(distance, x0, logVariance));
        }
        double ratio = StrictMath.exp(logLeast - logVariance);
        return perOutput * 0.5 * (1.0 - ratio - distance * distance * StrictMath.exp(-logVariance));
    }

    private double logVariance(double o) {
        return logLeast + 0.5 * (o + 1.0) * logRange;
    }

    /** The limits of the bin around x0, in standard deviations from the mean. */
    private record Bin(double low, double high) {}

    private static Bin bin(double distance, double x0, double logVariance) {
        double precision = StrictMath.exp(-0.5 * logVariance);
        double low = x0 < -EDGE ? Double.NEGATIVE_INFINITY : (distance - HALF_BIN) * precision;
        double high = x0 > EDGE ? Double.POSITIVE_INFINITY : (distance + HALF_BIN) * precision;
        return new Bin(low, high);
    }

    private static double probability(Bin bin) {
        return cdf(bin.high) - cdf(bin.low);
    }

    private static double slopeOfLikelihood(Bin bin) {
        double probability = probability(bin);
        if (probability < LEAST_PROBABILITY) {
            return 0.0;
        }
        return 0.5 * (weightedDensity(bin.high) - weightedDensity(bin.low)) / probability;
    }

    /** Normal distribution function after Page 1977, as in the DDPM code; off by at most 2e-4. */
    private static double cdf(double x) {
        return 0.5 * (1.0 + StrictMath.tanh(CDF_SLOPE * (x + CDF_CUBIC * x * x * x)));
    }

    /** {@code x cdf'(x)}, which vanishes at infinity. */
    private static double weightedDensity(double x) {
        if (Double.isInfinite(x)) {
            return 0.0;
        }
        double tanh = StrictMath.tanh(CDF_SLOPE * (x + CDF_CUBIC * x * x * x));
        return 0.5 * (1.0 - tanh * tanh) * CDF_SLOPE * (1.0 + 3.0 * CDF_CUBIC * x * x) * x;
    }
}
