package org.unclip.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record component whose keys stand in the section itself, beside those of the other components: {@code record
 * Trained(@Flat Model model, TrainingConfig training)} reads {@code { width = 128, layers = 3, training { … } }}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {}
