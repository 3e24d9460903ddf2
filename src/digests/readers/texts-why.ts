/** Why somebody gets a digest. */
import type { Rhythm } from "../table.ts";

const en = {
  weekly: (programs: string) => `You get this weekly digest because of your role in: ${programs}.`,
  monthly: (programs: string) => `You get this monthly digest because of your role in: ${programs}.`,
  quarterly: (programs: string) => `You get this quarterly digest because of your role in: ${programs}.`,
  annual: (programs: string) => `You get this annual digest because of your role in: ${programs}.`,
} satisfies Record<Rhythm, (programs: string) => string>;

const fr: typeof en = {
  weekly: (programs) => `Vous recevez la synthèse hebdomadaire des programmes où vous avez un rôle\u00a0: ${programs}.`,
  monthly: (programs) => `Vous recevez la synthèse mensuelle des programmes où vous avez un rôle\u00a0: ${programs}.`,
  quarterly: (programs) =>
    `Vous recevez la synthèse trimestrielle des programmes où vous avez un rôle\u00a0: ${programs}.`,
  annual: (programs) => `Vous recevez la synthèse annuelle des programmes où vous avez un rôle\u00a0: ${programs}.`,
};

export const whyTexts = { en, fr };
