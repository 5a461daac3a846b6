package org.unclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.data.shapes.ScenePrompts.Prompt;

final class ScenePromptsTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoObjectPromptsNameBothObjectsAndKeepToTheirCombinations(boolean heldOut) {
        List<Prompt> prompts = ScenePrompts.twoObjects(1, heldOut, 40);

        assertEquals(40, prompts.size());
        for (Prompt prompt : prompts) {
            assertEquals(2, prompt.scene().objects().size());
            assertEquals(heldOut, prompt.scene().showsHeldOut(), prompt.text());
            for (SceneObject object : prompt.scene().objects()) {
                assertTrue(
                        prompt.text()
                                .contains(object.colour().word() + " "
                                        + object.shape().word()),
                        prompt.text());
            }
        }
    }
}
