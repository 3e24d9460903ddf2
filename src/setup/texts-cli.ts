/** What `drumbeat setup` says. */
import { type Language, plural } from "../platform/texts/language.ts";
import type { SetupOutcome } from "./use-cases.ts";

const en = {
  usage: `Usage: drumbeat setup --file FILE [--dry-run] [--change] [--database FILE|URL]
  --dry-run    show what it would do, and do nothing
  --change     also change what exists and differs from the file; without it, differences are only listed`,
  noSlack: "Slack cannot be reached:",
  wait: (seconds: number) => `Slack asks us to wait ${seconds} s.`,
  program: (key: string) => `program ${key}`,
  cadence: (key: string) => `cadence ${key}`,
  /** `scope`: null, all programs. */
  office: (person: string, scope: string | null) => `office of ${person} over ${scope ?? "all programs"}`,
  of: (what: string, difference: string) => `${what}: ${difference}`,
  empty: "empty",
  none: "none",
  allEqual: "Everything already matches the file.",
  nothing: (why: string) => `Nothing was created: ${why}`,
  done: (key: string, done: number, of: number) => `${key} is done (${done} of ${of}).`,
  outcome: ({ created, changed, equal, left }: SetupOutcome) =>
    `${created} created, ${changed} changed, ${equal} equal${left > 0 ? `, ${left} left as they are (--change brings them in line with the file)` : ""}.`,
  /** `key`: null after the last program. */
  stopped: (key: string | null, done: number, of: number, why: string) =>
    `Stopped ${key === null ? "after the last program" : `at ${key}`}, ${done} of ${of} done: ${why}\nFix it and run this again: nothing is done twice.`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat setup --file FICHIER [--dry-run] [--change] [--database FICHIER|URL]
  --dry-run    montre ce qui serait fait, sans rien faire
  --change     modifie aussi ce qui existe et diffère du fichier\u00a0; sans cette option, les différences sont seulement listées`,
  noSlack: "Slack est injoignable\u00a0:",
  wait: (seconds) => `Slack demande d’attendre ${seconds}\u00a0s.`,
  program: (key) => `programme ${key}`,
  cadence: (key) => `point d’étape ${key}`,
  office: (person, scope) => `bureau de ${person} pour ${scope ?? "tous les programmes"}`,
  of: (what, difference) => `${what}\u00a0: ${difference}`,
  empty: "vide",
  none: "aucun",
  allEqual: "Tout est déjà conforme au fichier.",
  nothing: (why) => `Rien n’a été créé\u00a0: ${why}`,
  done: (key, done, of) => `${key}\u00a0: terminé (${done} sur ${of}).`,
  outcome: ({ created, changed, equal, left }) => {
    const counts = [
      `${created} ${plural("fr", created, "créé", "créés")}`,
      `${changed} ${plural("fr", changed, "modifié", "modifiés")}`,
      `${equal} ${plural("fr", equal, "identique", "identiques")}`,
      ...(left > 0
        ? [
            `${left} ${plural("fr", left, "laissé tel quel", "laissés tels quels")} (--change les aligne sur le fichier)`,
          ]
        : []),
    ];
    return `${counts.join(", ")}.`;
  },
  stopped: (key, done, of, why) =>
    `Arrêt ${key === null ? "après le dernier programme" : `à ${key}`}, ${done} sur ${of} ${plural("fr", done, "terminé", "terminés")}\u00a0: ${why}\nCorrigez, puis relancez la commande\u00a0: rien n’est fait deux fois.`,
};

export const setupTexts: Record<Language, typeof en> = { en, fr };
