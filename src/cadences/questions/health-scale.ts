import type { Language } from "../../platform/texts/language.ts";

export const HEALTH_COLOURS = ["green", "amber", "red"] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];

/** What a status is called, alone or as the name that a sentence quotes. */
export const STATUS_NAMES: Record<Language, Record<HealthColour, string>> = {
  en: { green: "On track", amber: "At risk", red: "Off track" },
  fr: { green: "En bonne voie", amber: "À risque", red: "Hors trajectoire" },
};

/** Prefix of a status: "🔴 Off track". */
export const STATUS_CIRCLES: Record<HealthColour, string> = { green: "🟢", amber: "🟠", red: "🔴" };

/** Amber and red require a reason. */
export function needsReason(colour: HealthColour): boolean {
  return colour !== "green";
}
