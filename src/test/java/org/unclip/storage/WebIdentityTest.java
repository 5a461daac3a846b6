package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

/** S3 credentials by the web identity of a Kubernetes service account, of which the SDK finds one part by name. */
class WebIdentityTest {
    @Test
    void theSecurityTokenServiceIsOnTheClassPath() {
        assertDoesNotThrow(
                () -> Class.forName("com.amazonaws.services.securitytoken.internal.STSProfileCredentialsService"));
    }
}
