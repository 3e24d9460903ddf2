/** Settings in words, in both languages. */

import { weekdayInWords } from "../../cadences/recurrence/rules-words.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { CEILINGS } from "../../delivery/attention/rules.ts";
import type { WhoMayCreate } from "../../people/rules-rights.ts";
import { type Language, list, longDate, plural, wallTime } from "../../platform/texts/language.ts";
import type { LocalDate, Weekday } from "../../platform/time.ts";
import type { CheckIn, Configuration } from "./configuration.ts";
import type { Said } from "./statement.ts";

const LOCALES = { en: { locale: "en-GB" }, fr: { locale: "fr-FR" } } as const;

export function daySaid(date: LocalDate): Said {
  const of = (language: keyof typeof LOCALES) =>
    longDate({ ...LOCALES[language], today: "1970-01-01" }, date).replaceAll("\u00a0", " ");
  return { en: of("en"), fr: of("fr") };
}

export function hoursSaid({ settings: { hours } }: Pick<Configuration, "settings">): Said {
  const of = (language: keyof typeof LOCALES, time: string) => wallTime(LOCALES[language], time);
  return {
    en: `between ${of("en", hours.from)} and ${of("en", hours.until)}`,
    fr: `entre ${of("fr", hours.from)} et ${of("fr", hours.until)}`,
  };
}

export function weekSaid(days: readonly Weekday[]): Said {
  return {
    en: list(
      LOCALES.en,
      days.map((day) => weekdayInWords(day, "en")),
    ),
    fr: list(
      LOCALES.fr,
      days.map((day) => weekdayInWords(day, "fr")),
    ),
  };
}

/** Who may read the answers one by one. */
export function readersSaid({ disclosure, isOpenToAll }: Pick<CheckIn, "disclosure" | "isOpenToAll">): Said {
  if (disclosure === "team" && isOpenToAll)
    return { en: "Everyone in this Slack workspace", fr: "Tout l’espace de travail Slack" };
  return { en: cadenceTexts.en.disclosure[disclosure], fr: cadenceTexts.fr.disclosure[disclosure] };
}

export function whoMayCreateSaid(who: WhoMayCreate): Said {
  switch (who) {
    case "anyone":
      return {
        en: "Every member of the workspace may set up a program with its check-ins.",
        fr: "Tout membre de l’espace de travail peut créer un programme et ses points d’étape.",
      };
    case "guests-too":
      return {
        en: "Everyone in the workspace, guests too, may set up a program with its check-ins.",
        fr: "Toute personne de l’espace de travail, invités compris, peut créer un programme et ses points d’étape.",
      };
    case "admins":
      return {
        en: "Only admins of Drumbeat may set up a program.",
        fr: "Seuls les administrateurs de Drumbeat peuvent créer un programme.",
      };
  }
}

/** What is taken for an answer in words of one's own, and for any other. */
const MINUTES = { text: 1, other: 0.25 };
const WEEKS_A_YEAR = 52;

/** How long answering takes in a week, by what is asked: an estimate, of nobody. */
export function minutesAWeek({ perYear, questions }: Pick<CheckIn, "perYear" | "questions">): number {
  const once = questions.reduce((sum, { isText }) => sum + (isText ? MINUTES.text : MINUTES.other), 0);
  return (once * perYear) / WEEKS_A_YEAR;
}

export function minutesSaid(minutes: number): Said {
  const whole = Math.round(minutes);
  return whole < 1 ? { en: "under 1", fr: "moins de 1" } : same(String(whole));
}

export function ceilingSaid(role: keyof typeof CEILINGS): Said {
  const { perWeek, perMonth } = CEILINGS[role];
  return perMonth === null
    ? same(String(perWeek))
    : { en: `${perWeek} (${perMonth} a month)`, fr: `${perWeek} (${perMonth} par mois)` };
}

export const ROLES = {
  team: { en: "team members", fr: "membres d’équipe" },
  lead: { en: "leads", fr: "responsables" },
  sponsor: { en: "sponsors", fr: "sponsors" },
  committee: { en: "committee members", fr: "membres de comité" },
} as const satisfies Record<keyof typeof CEILINGS, Said>;

export function counted(language: Language, count: number, one: string, other: string): string {
  return `${count} ${plural(language, count, one, other)}`;
}

/** A name, an address, a date: the same in both. */
export function same(text: string): Said {
  return { en: text, fr: text };
}
