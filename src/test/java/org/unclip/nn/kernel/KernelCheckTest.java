package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/** The check catches the faults it is there for. */
final class KernelCheckTest {

    /** {@code gain · x} with a fault. */
    private record Faulty(Fault fault) implements Kernel {

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.vector("gain", Init.ones(), 3));
        }

        @Override
        public INDArray forward(Frame frame) {
            INDArray x = frame.input(0);
            INDArray y = frame.output(x.shape());
            y.assign(x.mulRowVector(frame.parameter(0)));
            return fault == Fault.FLOAT && x.dataType() == DataType.FLOAT ? y.addi(0.01) : y;
        }

        @Override
        public INDArray[] backward(Frame frame, INDArray gradient) {
            INDArray dx = frame.inputGradient(0);
            dx.assign(gradient.mulRowVector(frame.parameter(0)));
            if (fault == Fault.INPUT) {
                dx.muli(1.00001);
            }
            INDArray sum = gradient.mul(frame.input(0)).sum(0);
            if (fault == Fault.ADDS) {
                frame.parameterGradient(0).addi(sum);
            } else if (fault == Fault.PARAMETER) {
                frame.parameterGradient(0).assign(sum.neg());
            } else {
                frame.parameterGradient(0).assign(sum);
            }
            return new INDArray[] {dx};
        }
    }

    private enum Fault {
        NONE,
        INPUT,
        PARAMETER,
        ADDS,
        FLOAT
    }

    @Test
    void passesWhatIsRight() {
        check(Fault.NONE).passes();
    }

    @Test
    void findsWrongGradients() {
        assertThrows(AssertionError.class, check(Fault.INPUT)::differentiates);
        assertThrows(AssertionError.class, check(Fault.PARAMETER)::differentiates);
    }

    @Test
    void findsGradientsThatAreAddedInsteadOfWritten() {
        assertThrows(AssertionError.class, check(Fault.ADDS)::differentiates);
    }

    @Test
    void findsFloatsThatDiffer() {
        assertThrows(AssertionError.class, check(Fault.FLOAT)::agreesInFloat);
    }

    private static KernelCheck check(Fault fault) {
        return KernelCheck.of(new Faulty(fault), KernelCheck.shape(4, 3));
    }
}
