import { type Language, plural } from "../platform/texts/language.ts";
import type { SetupOutcome } from "./apply-setup.ts";

const en = {
  usage: `Usage: drumbeat setup --file FILE [--dry-run] [--database FILE|URL]
  --dry-run    show what it would create, and do nothing`,
  noSlack: "Slack cannot be reached:",
  wait: (seconds: number) => `Slack asks us to wait ${seconds} s.`,
  program: (key: string) => `program ${key}`,
  /** After a program: who will read it without a role in it. */
  readers: (names: readonly string[]) => `also read by members of a portfolio over it: ${names.join(", ")}`,
  portfolio: (key: string) => `portfolio ${key}`,
  /** After a portfolio. */
  covered: (titles: readonly string[]) =>
    titles.length === 0
      ? "its members read 0 programs"
      : `its members read ${titles.length} ${plural("en", titles.length, "program", "programs")}: ${titles.join(", ")}`,
  cadence: (key: string) => `cadence ${key}`,
  /** `scope`: null, all programs. */
  office: (person: string, scope: string | null) => `office of ${person} over ${scope ?? "all programs"}`,
  /** After a cadence: its first date, where that is more than a year ahead. */
  opensFirst: (date: string) => ` (opens first on ${date}: the day of its rule is in few of its periods)`,
  keyTwice: (line: number) => `line ${line}: this key stands twice in its object`,
  problem: (entry: string, difference: string) => `${entry}: ${difference}`,
  allThere: "Everything in the file is there already.",
  nothing: (why: string) => `Nothing was created: ${why}`,
  done: (key: string, done: number, total: number) => `${key} is done (${done} of ${total}).`,
  outcome: ({ created, there }: SetupOutcome) => `${created} created, ${there} there already.`,
  /** `key`: null after the last program. */
  stopped: (key: string | null, done: number, total: number, why: string) =>
    `Stopped ${key === null ? "after the last program" : `at ${key}`}, ${done} of ${total} done: ${why}\nFix it and run this again: nothing is done twice.`,
  track: {
    usage: `Usage: drumbeat track check FILE
       drumbeat track add FILE [--database FILE|URL] [--workspace ID]
       drumbeat track start TEMPLATE --program KEY [--person HANDLE] [--milestone CODE] [--database …] [--workspace …]`,
    problem: (path: string, message: string) => `${path}: ${message}`,
    inOrder: (name: string, steps: number) =>
      `“${name}” is in order: ${steps} ${plural("en", steps, "step", "steps")}.`,
    added: (name: string, key: string) => `“${name}” is saved. Start it: drumbeat track start ${key} --program KEY`,
    unknown: (word: string, known: string) => `“${word}” is not known. There are: ${known || "none"}`,
    started: (name: string, program: string) => `“${name}” is running in ${program}.`,
  },
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat setup --file FICHIER [--dry-run] [--database FICHIER|URL]
  --dry-run    montre ce qui serait créé, sans rien faire`,
  noSlack: "Slack est injoignable\u00a0:",
  wait: (seconds) => `Slack demande d’attendre ${seconds}\u00a0s.`,
  program: (key) => `programme ${key}`,
  readers: (names) => `lu aussi par les membres d’un portefeuille qui le couvre\u00a0: ${names.join(", ")}`,
  portfolio: (key) => `portefeuille ${key}`,
  covered: (titles) =>
    titles.length === 0
      ? "ses membres lisent 0 programme"
      : `ses membres lisent ${titles.length} ${plural("fr", titles.length, "programme", "programmes")}\u00a0: ${titles.join(", ")}`,
  cadence: (key) => `point d’étape ${key}`,
  office: (person, scope) => `bureau de ${person} pour ${scope ?? "tous les programmes"}`,
  opensFirst: (date) => ` (s’ouvre d’abord le ${date}\u00a0: peu de ses périodes ont le jour de sa règle)`,
  keyTwice: (line) => `ligne ${line}\u00a0: cette clé figure deux fois dans son objet`,
  problem: (entry, difference) => `${entry}\u00a0: ${difference}`,
  allThere: "Tout ce que contient le fichier existe déjà.",
  nothing: (why) => `Rien n’a été créé\u00a0: ${why}`,
  done: (key, done, total) => `${key}\u00a0: terminé (${done} sur ${total}).`,
  outcome: ({ created, there }) => `${created} ${plural("fr", created, "créé", "créés")}, ${there} déjà là.`,
  stopped: (key, done, total, why) =>
    `Arrêt ${key === null ? "après le dernier programme" : `à ${key}`}, ${done} sur ${total} ${plural("fr", done, "terminé", "terminés")}\u00a0: ${why}\nCorrigez, puis relancez la commande\u00a0: rien n’est fait deux fois.`,
  track: {
    usage: `Usage\u00a0: drumbeat track check FICHIER
        drumbeat track add FICHIER [--database FICHIER|URL] [--workspace ID]
        drumbeat track start MODÈLE --program CLÉ [--person IDENTIFIANT] [--milestone CODE] [--database …] [--workspace …]`,
    problem: (path, message) => `${path}\u00a0: ${message}`,
    inOrder: (name, steps) =>
      `«\u00a0${name}\u00a0» est en ordre\u00a0: ${steps} ${plural("fr", steps, "étape", "étapes")}.`,
    added: (name, key) =>
      `«\u00a0${name}\u00a0» est enregistré. Pour le lancer\u00a0: drumbeat track start ${key} --program CLÉ`,
    unknown: (word, known) => `«\u00a0${word}\u00a0» est inconnu. Il y a\u00a0: ${known || "rien"}`,
    started: (name, program) => `«\u00a0${name}\u00a0» est en cours dans ${program}.`,
  },
};

export const setupTexts: Record<Language, typeof en> = { en, fr };
