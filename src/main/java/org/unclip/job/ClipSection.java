package org.unclip.job;

import org.unclip.clip.ClipConfig;
import org.unclip.config.Flat;
import org.unclip.training.TrainingConfig;

/** The section {@code clip}: the model, and how it is trained. */
public record ClipSection(@Flat ClipConfig model, TrainingConfig training) {}
