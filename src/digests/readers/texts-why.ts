/** Why somebody gets a digest. */
import type { Rhythm } from "../table.ts";

const en = {
  weekly: (programs: string) => `This is the weekly digest of the programs in which you have a seat: ${programs}.`,
  monthly: (programs: string) => `This is the monthly digest of the programs in which you have a seat: ${programs}.`,
  quarterly: (programs: string) =>
    `This is the quarterly digest of the programs in which you have a seat: ${programs}.`,
  annual: (programs: string) => `This is the annual digest of the programs in which you have a seat: ${programs}.`,
} satisfies Record<Rhythm, (programs: string) => string>;

const fr: typeof en = {
  weekly: (programs) => `Voici la synthèse hebdomadaire des programmes où vous occupez un siège\u00a0: ${programs}.`,
  monthly: (programs) => `Voici la synthèse mensuelle des programmes où vous occupez un siège\u00a0: ${programs}.`,
  quarterly: (programs) =>
    `Voici la synthèse trimestrielle des programmes où vous occupez un siège\u00a0: ${programs}.`,
  annual: (programs) => `Voici la synthèse annuelle des programmes où vous occupez un siège\u00a0: ${programs}.`,
};

export const whyTexts = { en, fr };
