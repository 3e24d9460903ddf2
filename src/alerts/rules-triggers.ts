/** What asks somebody at once, outside the rhythm: each cause once, with the few questions that matter. Pure. */
import type { LocalText, Question } from "../cadences/questions/questions.ts";
import { REACHED_KEY } from "../health/rules-milestones.ts";
import type { TriggerName } from "../health/settings.ts";

type Instant = string;

/** What asks one person; a flash report asks nobody. */
export type OccasionName = Exclude<TriggerName, "flash">;

/** A cause with who is asked about it. */
export interface Cause {
  name: OccasionName;
  /** Of the entry of the record that it is about, or null. */
  code: string | null;
  /** Asked about once. */
  key: string;
  personId: string;
  /** In whose rounds it is asked; null: in those of the longest rhythm. */
  cadenceId: string | null;
  /** Why it is asked, in a sentence. */
  occasion: { en: string; fr: string };
  questions: Question[];
}

type About = Pick<Cause, "key" | "personId" | "cadenceId">;
interface Named {
  code: string;
  title: string;
}

const NEED: Question = {
  key: "need",
  type: "long-text",
  label: {
    en: "What do you need from the sponsor, and by when?",
    fr: "Qu’attendez-vous du sponsor, et pour quand\u00a0?",
  },
  feeds: "ask",
};

export function turnedRed(about: About): Cause {
  return {
    ...about,
    name: "red",
    code: null,
    occasion: {
      en: "The status just turned off track. Three quick questions while it’s fresh.",
      fr: "Le statut vient de passer à «\u00a0Hors trajectoire\u00a0». Trois questions brèves, à chaud.",
    },
    questions: [
      longText("cause", "What happened, and what did we miss?", "Que s’est-il passé, et qu’avons-nous manqué\u00a0?", {
        required: true,
        feeds: "lesson",
      }),
      longText(
        "plan",
        "What’s the plan to get back on track, who owns it, and by when?",
        "Quel est le plan de retour au vert, par qui et pour quand\u00a0?",
        {
          required: true,
          feeds: "next",
        },
      ),
      NEED,
    ],
  };
}

export function contradicted(about: About, { code, title }: Named): Cause {
  return {
    ...about,
    name: "contradiction",
    code,
    occasion: {
      en: `The status is on track, but ${code} “${title}” (high severity) is blocking work.`,
      fr: `Le statut est «\u00a0Conforme\u00a0», alors que ${code} «\u00a0${title}\u00a0», de gravité élevée, bloque le travail.`,
    },
    questions: [
      {
        key: "health",
        type: "health",
        label: {
          en: "Given this blocker, what’s the status?",
          fr: "Avec ce blocage en cours, quel est le statut\u00a0?",
        },
        required: true,
        feeds: "health",
      },
      longText("hold", "Why is the date still safe?", "Pourquoi la date reste-t-elle tenable\u00a0?", {}),
    ],
  };
}

export function blockedTooLong(about: About, { code, title }: Named, workingDays: number): Cause {
  return {
    ...about,
    name: "blocker",
    code,
    occasion: {
      en: `${code} “${title}” has blocked work for ${workingDays} working days.`,
      fr: `${code} «\u00a0${title}\u00a0» bloque le travail depuis ${workingDays} jours ouvrés.`,
    },
    questions: [
      longText("where", "Where are things now?", "Où en est-on\u00a0?", { required: true, feeds: "progress" }),
      longText(
        "unblock",
        "Who could unblock it, and what would they have to do?",
        "Qui pourrait débloquer la situation, et comment\u00a0?",
        {},
      ),
      {
        key: "gone",
        type: "date",
        label: { en: "When do you expect it to be cleared?", fr: "Pour quand le déblocage est-il prévu\u00a0?" },
      },
    ],
  };
}

/** `key`: of the question that gives the date, so that a new one is a move of the same milestone. */
export function slipped(about: About, { key, label, on }: { key: string; label: LocalText; on: LocalText }): Cause {
  return {
    ...about,
    name: "milestone",
    code: null,
    occasion: {
      en: `${inEnglish(label)} was planned for ${inEnglish(on)}, and that date has passed.`,
      fr: `«\u00a0${inFrench(label)}\u00a0» était prévu le ${inFrench(on)}, et cette date est passée.`,
    },
    questions: [
      {
        key: REACHED_KEY,
        type: "yes-no",
        label: { en: "Was it reached?", fr: "Le jalon est-il atteint\u00a0?" },
        required: true,
      },
      longText(
        "why",
        "If not: why, and what does it put at risk?",
        "Sinon\u00a0: pourquoi, et quelles conséquences\u00a0?",
        {
          feeds: "risk",
        },
      ),
      {
        key,
        type: "date",
        label: { en: "If not: the new date", fr: "Sinon\u00a0: la nouvelle date" },
        feeds: "milestone",
      },
    ],
  };
}

export function askOverdue(about: About, { code, title }: Named, decider: string | null): Cause {
  return {
    ...about,
    name: "ask",
    code,
    occasion: {
      en: `${code} “${title}” is overdue${decider === null ? "" : `, waiting for ${decider}`}.`,
      fr: `${code} «\u00a0${title}\u00a0» a dépassé son échéance${decider === null ? "" : `\u00a0; à décider par ${decider}`}.`,
    },
    questions: [
      longText("effect", "What does the delay cost so far?", "Que coûte déjà ce retard\u00a0?", {
        required: true,
        feeds: "progress",
      }),
      longText("around", "Can you carry on without it?", "Peut-on avancer sans la réponse, et comment\u00a0?", {}),
    ],
  };
}

/** How the causes of flash reports begin; one to all sponsors is of an earlier release. */
const FLASH = { toOne: "flash-to:", toAll: "flash:" };

/**
 * Of a run of red, which began for somebody at an instant, whether they got their flash report, by what cause they get it, and
 * when the first of all went; null: none has. `acted`: by cause, when, the first of them first.
 */
export function flashOf({ personId, from }: { personId: string; from: Instant }, acted: ReadonlyMap<string, Instant>) {
  const ofRun = [...acted].filter(
    ([cause, at]) => at >= from && Object.values(FLASH).some((start) => cause.startsWith(start)),
  );
  const toThem = `${FLASH.toOne}${personId}:`;
  const [toAll] = ofRun.find(([cause]) => cause.startsWith(FLASH.toAll)) ?? [];
  return {
    isTold: ofRun.some(([cause]) => cause.startsWith(toThem)),
    first: ofRun[0]?.[1] ?? null,
    cause: toAll ?? `${toThem}${from}`,
  };
}

function longText(key: string, en: string, fr: string, more: Pick<Question, "required" | "feeds">): Question {
  return { key, type: "long-text", label: { en, fr }, ...more };
}

function inEnglish(text: LocalText): string {
  return typeof text === "string" ? text : text.en;
}

function inFrench(text: LocalText): string {
  return typeof text === "string" ? text : text.fr;
}
