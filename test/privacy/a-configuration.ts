/** Configurations that a dossier is written from: as Drumbeat comes, and with each setting changed. */

import { textIn } from "../../src/cadences/questions/questions.ts";
import { ruleInWords } from "../../src/cadences/recurrence/rules-words.ts";
import { templates } from "../../src/cadences/templates.ts";
import { retentionIn } from "../../src/people/rules-retention.ts";
import type { Configuration } from "../../src/privacy/dossier/configuration.ts";
import { textsAmong, timesAYear } from "../../src/privacy/dossier/rules.ts";
import type { Setting } from "../../src/privacy/dossier/statement.ts";

/** A program that asks by all templates, in a workspace in which nothing has been set yet. */
export function asItComes(): Configuration {
  return {
    on: "2026-01-01",
    workspace: "Northwind",
    settings: {
      whoMayCreate: "anyone",
      locale: "en-GB",
      workingWeek: ["mo", "tu", "we", "th", "fr"],
      holidayRegion: null,
      messagesCome: "together",
      hours: { from: "08:30", until: "18:00" },
      areHoursLocked: false,
      allowsUrgent: false,
    },
    retention: retentionIn("{}"),
    dataProtection: { names: [], address: "" },
    choosingConsultedOn: null,
    programs: 1,
    people: 8,
    checkIns: templates().map(({ name, rule, disclosure, questions }) => ({
      program: "Atlas",
      name,
      howOften: { en: ruleInWords(rule, "en"), fr: ruleInWords(rule, "fr") },
      perYear: timesAYear(rule),
      people: 8,
      sources: [],
      disclosure,
      readers: 12,
      isOpenToAll: false,
      hasChannel: true,
      isRequired: false,
      isPaused: false,
      pilot: null,
      questions: questions.map((question) => ({
        en: textIn(question.label, "en"),
        fr: textIn(question.label, "fr"),
        isText: textsAmong([question]) > 0,
      })),
    })),
    attention: null,
    handedOver: null,
  };
}

const settings = (change: Partial<Configuration["settings"]>) => (of: Configuration) => ({
  ...of,
  settings: { ...of.settings, ...change },
});
const retention = (change: Partial<Configuration["retention"]>) => (of: Configuration) => ({
  ...of,
  retention: { ...of.retention, ...change },
});

/** Each setting, set otherwise. */
export const CHANGES: Record<Setting, (of: Configuration) => Configuration> = {
  whoMayCreate: settings({ whoMayCreate: "admins" }),
  workingWeek: settings({ workingWeek: ["mo", "tu"] }),
  messagesCome: settings({ messagesCome: "as-they-happen" }),
  hours: settings({ hours: { from: "07:00", until: "21:00" } }),
  areHoursLocked: settings({ areHoursLocked: true }),
  allowsUrgent: settings({ allowsUrgent: true }),
  "daily-answers": retention({ "daily-answers": 7 }),
  "other-answers": retention({ "other-answers": 48 }),
  "decisions-and-digests": retention({ "decisions-and-digests": 72 }),
  names: retention({ names: 25 }),
  late: retention({ late: 2 }),
  accesses: retention({ accesses: 13 }),
  acts: retention({ acts: 13 }),
  objections: retention({ objections: 25 }),
  receipts: retention({ receipts: 72 }),
  audit: retention({ audit: 25 }),
  messages: retention({ messages: 72 }),
  absences: retention({ absences: 13 }),
  contacts: retention({ contacts: 4 }),
  candidates: retention({ candidates: 2 }),
  left: retention({ left: 13 }),
  dataProtection: (of) => ({ ...of, dataProtection: { names: ["Léa Martin"], address: "dpo@northwind.example" } }),
  choosingConsultedOn: (of) => ({ ...of, choosingConsultedOn: "2025-11-24" }),
  handedOver: (of) => ({ ...of, handedOver: { on: "2025-11-24", reference: "CSE 12" } }),
  checkIns: (of) => ({
    ...of,
    on: "2026-02-02",
    people: 9,
    programs: 2,
    checkIns: of.checkIns.map((checkIn, index) => ({
      ...checkIn,
      program: "Borealis",
      people: 9,
      isRequired: index === 0,
      questions: checkIn.questions.slice(1),
      name: { en: `${checkIn.name.en} 2`, fr: `${checkIn.name.fr} 2` },
    })),
  }),
};
