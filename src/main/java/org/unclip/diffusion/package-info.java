/**
 * Gaussian diffusion: schedules, what a model predicts and how that is weighed, respacing, guidance and samplers.
 *
 * <p>Symbols: {@code x0} data, {@code xT} data noised to timestep {@code t}, {@code eps} the noise in it; {@code ᾱ_t}
 * ({@code alphaBar}) the share of the signal's variance left. Timesteps count {@code 0 .. T-1}. Tensors are
 * {@code [B, …]}, one example a row, channels last; levels and coefficients are doubles. A model is seen only as a
 * {@link org.unclip.diffusion.Denoiser}.
 *
 * <p>Papers: Ho, Jain and Abbeel 2020 (DDPM, arXiv 2006.11239); Song, Meng and Ermon 2021 (DDIM, arXiv 2010.02502);
 * Nichol and Dhariwal 2021 (improved DDPM, arXiv 2102.09672); Ho and Salimans 2022 (guidance, arXiv 2207.12598).
 */
package org.unclip.diffusion;
