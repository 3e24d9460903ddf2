/** Every view and message around setting up, in both languages, with the longest texts that people can put in. */
import { asJson, problemsInBlocks, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { CadenceDraft } from "../src/cadences/drafts.ts";
import { BLANK_QUESTION, fieldsOfQuestion } from "../src/cadences/questions/question-editor-fields.ts";
import { MOST_QUESTIONS, QUESTION_TYPES, type Question } from "../src/cadences/questions/questions.ts";
import { EVERY, pickersFor, pickersOf } from "../src/cadences/recurrence/rule-form-choices.ts";
import { templates } from "../src/cadences/templates.ts";
import { cadenceTexts } from "../src/cadences/texts.ts";
import { calendarsView, calendarView } from "../src/calendars/calendars-screen.ts";
import { MOST_IN_ONE_FORM } from "../src/check-ins/day/prompts-sharing-form.ts";
import { openLine } from "../src/check-ins/day/view.ts";
import { pageMessage } from "../src/pages/page-as-message.ts";
import { differencesView, pageView, sectionView, shareView } from "../src/pages/screen.ts";
import { retentionIn } from "../src/people/retention.ts";
import { DATA_KINDS } from "../src/privacy/data-map.ts";
import { eraseView, lookView } from "../src/privacy/erasure-screen.ts";
import { myDataView, seeView } from "../src/privacy/my-data-screen.ts";
import { noticeBlock } from "../src/privacy/privacy-notice.ts";
import { agesView } from "../src/privacy/retention-screen.ts";
import { programView } from "../src/programs/program-form.ts";
import * as firstStep from "../src/programs/program-list.ts";
import * as programList from "../src/programs/program-list.ts";
import * as seats from "../src/programs/seats-screen.ts";
import { programTexts } from "../src/programs/texts.ts";
import { thanksMessage, thanksView } from "../src/reports/digest/thanks.ts";
import { auditView } from "../src/settings/audit/audit-screen.ts";
import { auditTexts } from "../src/settings/audit/texts.ts";
import { datesView } from "../src/settings/cadences/dates-screen.ts";
import { cadenceView, startView } from "../src/settings/cadences/form-screen.ts";
import * as cadences from "../src/settings/cadences/list-screen.ts";
import { questionsView, questionView } from "../src/settings/cadences/questions-screen.ts";
import { previewView } from "../src/settings/cadences/review-screen.ts";
import { adminView } from "../src/settings/workspace/workspace-screen.ts";
import { COMPOSITION_LIMITS, MESSAGE_LIMITS } from "../src/slack/limits.ts";
import { doneView } from "../src/slack/listening.ts";
import type { Message } from "../src/slack/message.ts";
import { caseKind } from "../src/sponsorship/case.ts";
import { caseButton } from "../src/sponsorship/case-screen.ts";
import { CASE_SECTIONS } from "../src/sponsorship/case-texts.ts";
import { peopleButton } from "../src/sponsorship/stakeholders-screen.ts";
import { longestChoice, longestPeople } from "./sponsorship/longest-people.ts";
import { cutTextsIn } from "./support/cut-texts.ts";

/** Slack counts each `&` of a plain text as five. */
const TITLE = "&".repeat(120);
const NAME = `<${"&".repeat(78)}>`;
const PEOPLE = Array.from({ length: 120 }, (_, index) => `${NAME}${index}`);
const IDS = Array.from({ length: 200 }, (_, index) => `U${String(index).padStart(10, "0")}`);
const PROGRAM = { id: "0197a0b1-0000-7000-8000-000000000000", title: TITLE };
const GROUPS = Array.from({ length: 150 }, (_, index) => ({
  id: `S0${index}`,
  handle: `${index}${"&".repeat(80)}`,
  name: "&".repeat(80),
}));
const ZONES = Intl.supportedValuesOf("timeZone");
const CHANGED_DATES = Array.from({ length: 50 }, (_, day) => ({
  key: new Date(Date.UTC(2026, 10, 20 + day)).toISOString().slice(0, 10),
  date: day % 3 === 0 ? null : "2026-12-31",
  extra: day % 2 === 0,
  because: day % 4 === 0 ? ("left-out" as const) : ("holiday" as const),
  holiday: { en: "&".repeat(100), fr: "&".repeat(100) },
}));
const pauseFrom = (day: number) => {
  const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
  return { from: date, until: date };
};
/** The first has more days than a field takes. */
const CALENDARS = Array.from({ length: 150 }, (_, index) => ({
  workspace_id: "w",
  key: `closure-${index}`,
  name: "&".repeat(60),
  region: "GB-SCT",
  days: Array.from({ length: 366 }, (_, day) => ({ on: CHANGED_DATES[day % 50]?.key ?? "", label: "&".repeat(100) })),
  updated_at: "2026-11-20T08:00:00.000Z",
}));
const AT = "2026-11-05T14:00:00.000Z";
const MEASURES = Array.from({ length: 5 }, () => ({
  name: "&".repeat(120),
  baseline: "&".repeat(60),
  target: "&".repeat(60),
}));
const LONG_SIDE = { text: "&".repeat(3000), measures: MEASURES };
const LONG_PAGE = {
  kind: caseKind,
  program: { ...PROGRAM, short_key: "LOYALTY" },
  written: new Map(CASE_SECTIONS.map((section) => [section, { ...LONG_SIDE, by: NAME, at: AT }])),
  recorded: new Map(["asked", "risks", "proof"].map((key) => [key, Array.from({ length: 6 }, () => "&".repeat(200))])),
  version: { number: 999, by: NAME, at: AT },
  pending: [...CASE_SECTIONS],
  changes: Array.from({ length: 30 }, () => "&".repeat(200)),
  drafts: new Map(),
  asked: { name: NAME, at: AT, refusedFor: "&".repeat(600) },
  may: { write: true, approve: true, share: true },
  sectionIds: Object.fromEntries(CASE_SECTIONS.map((section) => [section, PROGRAM.id])),
};

const FOUND_TEXTS = Array.from({ length: 999 }, () => ({
  text: `${"&".repeat(3000)}${NAME}`,
  places: [{ table: "item_event", key: [PROGRAM.id, 1], column: "before" }],
}));
const KEPT_FOR = { retention: retentionIn("{}"), address: "&".repeat(200), choosingConsultedOn: "2026-10-01" };
const MY_DATA = {
  kinds: DATA_KINDS.map((kind) => ({ kind, count: 100_000 })),
  retention: retentionIn("{}"),
  contact: "&".repeat(200),
};
const LONG_ROWS = Array.from({ length: 15 }, () => ({
  at: AT,
  program: TITLE,
  with: PEOPLE.slice(0, 5),
  what: ["report-digest", "sent"],
  words: Array.from({ length: 30 }, () => "&".repeat(3000)),
}));

const TEMPLATES = templates();
const QUESTIONS: Question[] = Array.from({ length: MOST_QUESTIONS }, (_, index) => ({
  key: `${"q".repeat(36)}-${index}`,
  type: QUESTION_TYPES[index % QUESTION_TYPES.length] ?? "text",
  label: "&".repeat(150),
  hint: "&".repeat(200),
  required: index % 2 === 0,
  feeds: "milestone",
  options: Array.from({ length: 50 }, (_, place) => ({ value: `option-${place}`, label: `${place}${"&".repeat(73)}` })),
}));
const WEEKLY = { every: "week", on: ["th"], at: "14:00", zone: "America/Argentina/ComodRivadavia" } as const;
const DRAFT: CadenceDraft = {
  cadenceId: "c",
  programId: PROGRAM.id,
  template: null,
  title: "&".repeat(80),
  rule: { ...WEEKLY, on: ["th"] },
  audience: ["lead", "deputy", "sponsors", "steering", "team", "everyone", "channel:C1", "group:S1"],
  readers: ["lead", "deputy", "sponsors", "steering", "team"],
  disclosure: "above",
  questions: QUESTIONS,
  isRequired: true,
  pilot: { people: IDS, rounds: 7 },
};
const LONGEST_RULE = {
  every: "quarter",
  on: { month: 3, day: 31 },
  yearStartMonth: 9,
  at: "14:30",
  zone: "America/Argentina/ComodRivadavia",
  from: "2026-09-01",
  until: "2030-09-30",
  pauses: Array.from({ length: 2 }, (_, index) => ({ from: `2027-01-${index + 10}`, until: `2027-01-${index + 10}` })),
} as const;

describe.each(["en-GB", "fr-FR"])("in %s", (locale) => {
  const reader = { locale, zone: "Europe/Paris" };
  const fields = {
    title: TITLE,
    shortKey: "WWWWW",
    purpose: "&".repeat(1000),
    benefits: "&".repeat(1000),
    lead: "U1",
    deputy: "U2",
    sponsors: IDS,
    steering: IDS,
    team: IDS,
    channel: "C1",
    starts: "2026-11-01",
    ends: "2026-12-01",
    labels: "&".repeat(2000),
    budget: "&".repeat(150),
    visibility: "members" as const,
    flagship: ["flagship"],
  };
  const seat = {
    id: "s",
    role: "steering" as const,
    name: NAME,
    from: "2026-11-01",
    until: "2026-12-01",
    delegate: NAME,
  };
  const named = { id: PROGRAM.id, name: "&".repeat(80) };
  const shownCadence = {
    draft: DRAFT,
    isWhole: true,
    program: TITLE,
    usualName: TITLE,
    zones: ZONES,
    calendar: "&".repeat(80),
    people: IDS,
    pilot: IDS,
    groups: GROUPS,
    names: new Map(),
  };
  const list = { draftId: PROGRAM.id, formId: "V1", every: "two-weeks" as const, isFixed: true, isWhole: true };
  const preview = {
    asked: PEOPLE,
    askedLater: PEOPLE,
    pilot: { people: IDS, rounds: null },
    dates: ["2026-09-30"],
    again: { dates: ["2026-11-06", "2026-11-13"], names: PEOPLE },
    notAsked: PEOPLE.map((name) => ({ name, because: "away" as const, until: "2026-11-20" })),
    openings: ZONES.slice(0, 4).map((zone) => ({ zone, people: 999, at: [AT, AT, AT, AT, AT] })),
    furtherZones: 14,
    optedOut: 999,
    changed: CHANGED_DATES,
    emptyBodies: ["lead", "deputy", "sponsors", "steering", "team"] as const,
    sources: (["archived", "gone"] as const).map((state) => ({
      kind: "channel" as const,
      name: "&".repeat(80),
      state,
    })),
    program: PROGRAM,
    name: TITLE,
    template: null,
    rule: { ...LONGEST_RULE, on: { ...LONGEST_RULE.on }, pauses: [...LONGEST_RULE.pauses] },
    change: {
      lines: (["name", "when", "audience", "readers", "disclosure", "pilot"] as const).map((what) => ({
        what,
        was: "&".repeat(2000),
        now: "&".repeat(2000),
      })),
      questions: { added: 30, changed: 30, removed: 30 },
      from: "vendredi 31 décembre",
    },
  };

  const views = {
    "a new program": programView(reader, { programId: null, expanded: false, turn: 0 }, fields, {
      labelNames: [],
      mayTick: true,
    }),
    "a program": programView(reader, { programId: PROGRAM.id, expanded: true, turn: 9 }, fields, {
      labelNames: Array.from({ length: 200 }, () => "&".repeat(40)),
      mayTick: true,
      note: "&".repeat(200),
    }),
    seats: seats.seatsView(
      reader,
      { ...PROGRAM, kind: "program" },
      Array.from({ length: 300 }, () => seat),
    ),
    "a seat": seats.seatView(reader, PROGRAM.id, seat),
    closing: programList.closeView(reader, { ...PROGRAM, kind: "program" }, 1000, 1000),
    settings: adminView(
      reader,
      {
        whoMayCreate: "anyone",
        locale: "en-GB",
        workingWeek: ["mo", "tu", "we", "th", "fr", "sa", "su"],
        holidayRegion: "GB-SCT",
        messagesCome: "together",
        hours: { from: "08:30", until: "18:00" },
        areHoursLocked: false,
      },
      { named: IDS, bySlack: PEOPLE, calendars: { chosen: "&".repeat(60), own: PEOPLE } },
    ),
    "an erasure": eraseView(reader, IDS[0] ?? ""),
    "words by others": lookView(reader, { erasureId: PROGRAM.id, name: NAME, texts: FOUND_TEXTS }),
    ...longestPeople(reader),
    ...longestChoice(reader),
    "how long it is kept": agesView(reader, KEPT_FOR),
    audit: auditView(
      reader,
      Array.from({ length: 20 }, () => ({
        at: AT,
        who: NAME,
        action: "program.changed",
        target: "&".repeat(500),
        fields: Object.keys(auditTexts.en.fields),
      })),
      { state: { starts: Array.from({ length: 60 }, () => PROGRAM.id) }, isAll: true, next: PROGRAM.id },
    ),
    "my data": myDataView(reader, MY_DATA),
    "rows of mine": seeView(reader, {
      state: { kind: "record", page: 1 },
      page: { rows: LONG_ROWS, count: 100_000 },
    }),
    "a page": pageView(reader, LONG_PAGE),
    "what changed in a page": differencesView(reader, {
      ...LONG_PAGE,
      sections: CASE_SECTIONS.map((key) => ({ key, by: NAME, at: AT, before: LONG_SIDE, after: LONG_SIDE })),
    }),
    "a section of a page": sectionView(
      reader,
      { kind: caseKind, about: { page: "case", programId: PROGRAM.id, section: "benefits" }, revision: 9 },
      { text: "&".repeat(3000), measures: "&".repeat(3000) },
    ),
    "with whom a page is shared": shareView(reader, { page: "case", programId: PROGRAM.id }, 999),
    "a word of thanks": thanksView(
      reader,
      "d",
      Array.from({ length: 300 }, (_, index) => ({ ...PROGRAM, id: `${PROGRAM.id}${index}` })),
    ),
    start: startView(reader, {
      programs: Array.from({ length: 300 }, (_, index) => ({ id: `${PROGRAM.id}${index}`, title: TITLE })),
      chosen: `${PROGRAM.id}7`,
      templates: TEMPLATES,
    }),
    "questions, thirty": questionsView(reader, list, QUESTIONS),
    "before saving": previewView(reader, PROGRAM.id, preview),
    "single dates": datesView(reader, PROGRAM.id, {
      coming: CHANGED_DATES,
      rule: { ...DRAFT.rule, pauses: Array.from({ length: 200 }, (_, day) => pauseFrom(day)) },
      today: "2026-11-20",
    }),
    "lists of days off": calendarsView(reader, CALENDARS, new Map([["GB-SCT", "&".repeat(200)]])),
    "a list of days off": calendarView(reader, CALENDARS[0] ?? null),
    "a new list of days off": calendarView(reader, null),
    pause: cadences.pauseView(reader, named),
    archive: cadences.archiveView(reader, named),
    done: doneView(reader, "&".repeat(5000)),
    ...Object.fromEntries(
      EVERY.map((every) => [
        `check-in ${every}`,
        cadenceView(reader, PROGRAM.id, { ...shownCadence, pickers: pickersFor(every, pickersOf(DRAFT.rule), ["mo"]) }),
      ]),
    ),
    "check-in, the first of it": cadenceView(reader, PROGRAM.id, {
      ...shownCadence,
      isWhole: false,
      pickers: pickersOf(DRAFT.rule),
    }),
    "check-in as it is": cadenceView(reader, PROGRAM.id, {
      ...shownCadence,
      pickers: { ...pickersOf(DRAFT.rule), every: "as-is" },
    }),
    ...Object.fromEntries(
      QUESTION_TYPES.flatMap((type) => {
        const question = QUESTIONS.find((each) => each.type === type);
        const full = question ? fieldsOfQuestion(question, "en") : BLANK_QUESTION;
        return [
          [`new ${type}`, questionView(reader, { list, place: null, type }, BLANK_QUESTION)],
          [`question ${type}`, questionView(reader, { list, place: 29, type }, { ...full, other: full.label })],
        ];
      }),
    ),
  };

  it.each(Object.entries(views))("Slack takes the view: %s", (_, view) => {
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(cutTextsIn(asJson(view))).toEqual([]);
  });

  const program = {
    ...PROGRAM,
    purpose: "&".repeat(1000),
    isClosed: false,
    pausedUntil: "2027-09-30",
    leads: PEOPLE.slice(0, 1),
    sponsors: PEOPLE,
    team: 600,
    checkIns: 3,
    labels: ["&".repeat(1250)],
    hasChannelProblem: true,
    mayChange: true,
  };
  const cadence = {
    title: "&".repeat(80),
    template: null,
    rule: preview.rule,
    state: "paused" as const,
    resumes_on: "2026-12-31",
    is_required: 1 as const,
    pilot: { people: IDS, rounds: null },
  };
  const manyPrograms = Array.from({ length: 30 }, (_, index) => ({ ...program, id: `${PROGRAM.id}${index}` }));
  const manyCadences = Array.from({ length: 60 }, (_, index) => ({
    cadence: { ...cadence, id: `${PROGRAM.id}${index}` },
    optedOut: 999,
    next: { at: AT, isDayOnly: true },
  }));
  const ofDay = Array.from({ length: MOST_IN_ONE_FORM }, (_, index) => ({
    promptId: `${PROGRAM.id}${index}`,
    program: TITLE,
    state: `Wednesday 30 September 2027 · was due Wed 30 Sept 2027, 17:00 – you can still answer ${index}`,
  }));
  const messages: Record<string, Message> = {
    programs: programList.programsMessage(reader, manyPrograms, {
      page: 0,
      mayCreate: true,
      menu: [],
      buttons: [peopleButton, caseButton],
    }),
    "first step": firstStep.firstStepMessage(reader, { kind: "may-create" }),
    "first step of a stranger": firstStep.firstStepMessage(reader, { kind: "stranger" }),
    "first step of others": firstStep.firstStepMessage(reader, { kind: "must-ask", admins: PEOPLE }),
    "a page in brief": pageMessage(reader, LONG_PAGE, { intro: NAME, isPublic: false }),
    reopened: programList.reopenedMessage(reader, { title: TITLE, covered: null }),
    "what is kept": { text: "Kept", blocks: [noticeBlock(reader, MY_DATA)] },
    "check-ins": cadences.cadencesMessage(reader, [{ ...PROGRAM, cadences: manyCadences }]),
    "check-ins of a day": {
      text: "One of several",
      blocks: openLine(reader, ofDay, true),
    },
    thanks: thanksMessage(reader, { name: NAME, program: TITLE, words: "&".repeat(1000) }),
  };

  it.each(Object.entries(messages))("Slack takes the message: %s", (_, { text, blocks }) => {
    expect(problemsInBlocks(asJson({ blocks }).blocks ?? null)).toEqual([]);
    expect(cutTextsIn(asJson({ blocks }))).toEqual([]);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(MESSAGE_LIMITS.updateText);
  });

  it("has menus whose words are not cut short", () => {
    const texts = cadenceTexts[locale.startsWith("fr") ? "fr" : "en"];
    const offered = [texts.every, texts.body, texts.type, texts.feeds, texts.disclosure, texts.disclosureHint].flatMap(
      (each) => Object.values(each),
    );
    expect(offered.filter((label) => label.length > COMPOSITION_LIMITS.optionText)).toEqual([]);
    const menu = Object.values(texts.list).filter((label) => typeof label === "string");
    expect(menu.filter((label) => label.length > COMPOSITION_LIMITS.optionText)).toEqual([]);
  });
});

it("French sentences keep their punctuation on the line of its word", () => {
  const sentences = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : typeof value === "function"
        ? [String(value("x", "y", "z"))]
        : typeof value === "object" && value !== null
          ? Object.values(value).flatMap(sentences)
          : [];
  const french = [programTexts.fr, auditTexts.fr, cadenceTexts.fr].flatMap(sentences);
  expect(french.length).toBeGreaterThan(200);
  expect(french.filter((text) => /(^|[^\u00a0])[?!:;](\s|$)/.test(text))).toEqual([]);
  expect(french.filter((text) => /'/.test(text))).toEqual([]);
});
