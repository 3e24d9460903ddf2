import type { Language } from "../platform/texts/language.ts";
import { nameOfKind } from "./message-names.ts";
import type { PlanLine } from "./plan.ts";
import { planTexts } from "./texts.ts";

const en = {
  usage: `Usage: drumbeat plan [--weeks N] [--format table|jsonl] [--program KEY] [--person HANDLE] [--at INSTANT]
       [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  weeks: (most: number) => `must be a number of weeks, 1 to ${most}`,
  atLeast: (least: number) => `must be at least ${least}`,
  atMost: (most: number) => `must be at most ${most}`,
  format: "must be table or jsonl",
  noProgram: (key: string) => `no running program has the key ${key}`,
  columns: ["LOCAL TIME", "PERSON", "PROGRAM", "KIND", "CADENCE", "ROUND", "WHAT"],
  /** The table has the keys of files. */
  kind: (key: string) => key,
  action: (key: PlanLine["action"]): string => key,
  until: (at: string) => `until ${at}`,
  reason: (key: string) => `(${key})`,
};

const inFrench = (words: object, key: string): string =>
  Object.entries(words).find(([name]) => name === key)?.[1] ?? key;

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat plan [--weeks N] [--format table|jsonl] [--program CLÉ] [--person IDENTIFIANT] [--at INSTANT]
        [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  weeks: (most) => `doit être un nombre de semaines, de 1 à ${most}`,
  atLeast: (least) => `doit être au moins ${least}`,
  atMost: (most) => `doit être au plus ${most}`,
  format: "doit être table ou jsonl",
  noProgram: (key) => `aucun programme en cours n’a la clé ${key}`,
  columns: ["HEURE LOCALE", "PERSONNE", "PROGRAMME", "MESSAGE", "POINT D’ÉTAPE", "DATE", "SUITE"],
  kind: (key) => nameOfKind({ locale: "fr" }, key),
  action: (key) => ({ send: "envoyé", hold: "en attente", merge: "groupé", exclude: "non envoyé" })[key],
  until: (at) => `jusqu’au ${at}`,
  reason: (key) => `(${inFrench(planTexts.fr.reason, key)})`,
};

export const planCommandTexts: Record<Language, typeof en> = { en, fr };
