/** P16: whatever people write, in whatever field, it stays text on every surface, and no surface fails for it. */
import { parseJson, problemsInBlocks, problemsInView } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { promptMessage, receiptMessage, reminderMessage } from "../../src/check-ins/blocks.ts";
import { choiceMessage } from "../../src/check-ins/check-in-now.ts";
import { openLine } from "../../src/check-ins/day/view.ts";
import { fieldsWith } from "../../src/check-ins/form/field-values.ts";
import { checkInForm } from "../../src/check-ins/form/form.ts";
import { answersView, summaryMessage } from "../../src/check-ins/round-summary.ts";
import { pdfSchema } from "../../src/platform/pdf/content.ts";
import { markdownOf } from "../../src/platform/pdf/content-as-markdown.ts";
import { type ItemFormState, itemForm } from "../../src/register/form.ts";
import { NOTHING_OFFERED } from "../../src/register/form-fields.ts";
import { itemView } from "../../src/register/item-view.ts";
import type { Item, ItemEvent } from "../../src/register/items.ts";
import { listView } from "../../src/register/list/list-view.ts";
import { givenMessage, remindersMessage } from "../../src/register/reminders/owner-messages.ts";
import { LINE_KINDS, type Line } from "../../src/reports/compile/report.ts";
import { digestMessage } from "../../src/reports/digest/blocks.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { changeView, correctView } from "../../src/reports/drafts/drafts-screen.ts";
import type { Draft } from "../../src/reports/drafts/stored-drafts.ts";
import { digestPdf } from "../../src/reports/files/digest-pdf.ts";
import { forwardedMessage, forwardView, textToForward } from "../../src/reports/files/forward.ts";
import { EVERYTHING_NOW, portfolioView } from "../../src/reports/portfolio/portfolio.ts";
import { threadMessage } from "../../src/reports/portfolio/program-report-blocks.ts";
import { escapeMrkdwn, shortenEscaped } from "../../src/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/slack/limits.ts";
import type { Message } from "../../src/slack/message.ts";
import { aNeed, anInput, aProgram, aReport, EN } from "../reports/reported.ts";
import { HOSTILE, shown } from "../support/hostile-strings.ts";
import { activeInMarkdown, activeInSlack, activeInTerminal } from "../support/injection.ts";

const ENGLISH = { locale: "en-GB", zone: "Europe/London" };
const FRENCH = { locale: "fr-FR", zone: "Europe/Paris" };

/** One question of each type that shows words of people, all of its own words hostile too. */
function questionsOf(text: string): Question[] {
  const label = { en: text, fr: text };
  const options = [{ value: "one", label }];
  return [
    { key: "a", type: "text", label, hint: label, required: true },
    { key: "b", type: "long-text", label, feeds: "progress" },
    { key: "d", type: "health", label, feeds: "health" },
    { key: "e", type: "choice", label, options },
    { key: "f", type: "choices", label, options },
  ];
}

function answersOf(text: string): Answers {
  return {
    a: text,
    b: text,
    d: { colour: "red", reason: text },
    e: "one",
    f: ["one", text],
  };
}

function shownAs(name: string) {
  return { mention: escapeMrkdwn(shortenEscaped(name, 150)), pictureUrl: null };
}

function ofDay(program: string) {
  return [
    { promptId: "p", program, state: "due" },
    { promptId: "q", program, state: "due later" },
  ];
}

function messagesWith(text: string): Record<string, Message> {
  // Cadence, round and purpose are ours: a template's name, a period, what the template is for.
  const round = { cadence: "Weekly progress", program: text, round: "week of 2 Nov" };
  const prompt = {
    ...round,
    promptId: "p",
    due: "due Tue 3 Nov, 17:00",
    whoReads: "Stays in the team.",
    quickAnswer: "nothing-to-report" as const,
    hasPlan: true,
    purpose: "What moved, in under a minute.",
    isLate: true,
    welcome: {
      program: text,
      lead: { name: text },
      rule: text,
      setBy: text,
      disclosure: "team" as const,
      whoReads: "",
      asksStatus: true,
      dayAbout: (key: string) => key,
      isDaily: true,
      words: { contact: text, daily: "13 weeks", other: "13 months", record: "five years" },
    },
  };
  const nameOf = () => text;
  const shown = shownAs(text);
  const answered = { questions: questionsOf(text), answers: answersOf(text), nameOf, nothingToReport: false };
  const answers = [
    { name: text, shown, nothingToReport: false, answers: answersOf(text) },
    { name: text, shown, nothingToReport: true, answers: {} },
  ];
  return {
    prompt: promptMessage(ENGLISH, prompt),
    "check-ins of a day": {
      text: "One of several",
      blocks: openLine(ENGLISH, ofDay(text), true),
    },
    "reminder of items": remindersMessage({ ...FRENCH, today: TODAY }, [{ ...listed(text), because: "overdue" }]),
    "item given": givenMessage(
      { ...ENGLISH, today: TODAY },
      { ...listed(text), by: text, former: text, note: text, next: { name: text, on: TODAY } },
    ),
    reminder: reminderMessage(FRENCH, prompt, false),
    snoozed: reminderMessage(ENGLISH, prompt, true),
    receipt: receiptMessage(FRENCH, {
      ...round,
      ...answered,
      promptId: "p",
      kind: "answered",
      by: text,
      at: "2026-11-03T17:00:00.000Z",
      isLate: true,
      longLines: [text],
      headlines: [text],
      items: {
        items: [itemOf(text)],
        writtenFor: text,
        nextOf: () => ({ name: text, on: null }),
        readOf: () => null,
        nameOf: () => text,
        decisionOf: () => undefined,
      },
    }),
    "receipt of a skip": receiptMessage(ENGLISH, { ...round, promptId: "p", kind: "skipped" }),
    "receipt of opting out": receiptMessage(ENGLISH, { ...round, promptId: "p", kind: "opted-out" }),
    "receipt of an absence": receiptMessage(FRENCH, { ...round, promptId: "p", kind: "excused" }),
    "channel summary": summaryMessage(ENGLISH, { ...summaryOf(text), removedAt: null, answers }),
    "choice of check-ins": choiceMessage(ENGLISH, "Which one?", [{ ...round, promptId: "p" }]),
    ...digestMessagesWith(text),
  };
}

function summaryOf(text: string) {
  return {
    ...{ cadence: "Weekly progress", program: text, round: "week of 2 Nov", roundId: "r", programId: "p" },
    ...{ asked: 3, away: 1, answered: 2, removedAt: "2026-11-02T08:00:00.000Z" },
    silent: [text],
    questions: questionsOf(text),
    nameOf: () => text,
  };
}

function viewsWith(text: string): Record<string, unknown> {
  const form = {
    reader: FRENCH,
    state: { promptId: "p", prefill: "current" as const, planned: [text.slice(0, 200)] },
    heading: text,
    notes: [escapeMrkdwn("Une note")],
    questions: questionsOf(text),
    fields: fieldsWith(questionsOf(text), { ...answersOf(text), g: ["U1"], c: "https://example.com" }),
  };
  return {
    form: checkInForm(form),
    "form after More": checkInForm({ ...form, state: { ...form.state, isMoreOpen: true } }),
    "answers of a round": answersView(ENGLISH, {
      ...summaryOf(text),
      answers: [{ name: text, shown: shownAs(text), nothingToReport: false, answers: answersOf(text) }],
    }),
    item: itemView(
      ENGLISH,
      {
        item: { ...listed(text).item, code: "ABC-R-1" },
        program: { title: text, isClosed: false },
        owner: text,
        isLate: false,
        people: { o: text },
        named: {},
        history: [changed(text)],
        successor: { id: "i3", code: "R-3" },
        answers: null,
        may: { change: true, decide: false, sayGiven: false },
        isTheirs: true,
      },
      { today: TODAY, notice: null, added: [] },
    ),
    "form of an item": itemForm({
      reader: FRENCH,
      state: FORM_STATE,
      fields: { programId: "p", title: text, description: text, owner: null, dueOn: null, typed: itemOf(text) },
      title: "Modifier",
      programs: [{ id: "p", title: text }],
      offers: NOTHING_OFFERED,
      notes: [],
    }),
    record: listView(
      ENGLISH,
      {
        items: [{ ...listed(text), item: { ...listed(text).item, code: "ABC-R-1" } }],
        count: 1,
        page: 0,
        pages: 1,
        withoutWord: 1,
      },
      {
        query: text.slice(0, 200),
        filter: { isMine: false, programId: null, type: null, state: "open" },
        programs: [{ id: "p", title: text }],
        today: TODAY,
      },
    ),
    ...digestViewsWith(text),
  };
}

const TODAY = "2026-11-02";
const FORM_STATE: ItemFormState = {
  mode: "new",
  type: "risk",
  isTypeFixed: false,
  item: null,
  sourceKey: null,
  permalink: null,
  isOverItem: false,
  advisedOn: null,
};

/** A risk, all of whose texts are this one. */
function itemOf(text: string): Extract<Item, { type: "risk" }> {
  return {
    workspace_id: "w",
    id: "i",
    program_id: "p",
    short_key: "PA",
    type: "risk",
    number: 1,
    title: text,
    description: text,
    state: "open",
    owner_id: "o",
    raised_by: "o",
    raised_at: "2026-11-02T09:00:00.000Z",
    due_on: TODAY,
    original_due_on: "2026-10-01",
    due_moves: 1,
    details: { cause: text, effect: text, nextAction: text },
    disclosure: "program",
    source_key: "command:1",
    round_id: null,
    check_in_id: null,
    check_in_revision: null,
    permalink: null,
    replaced_by: null,
    answer_by: null,
    revision: 2,
    closed_at: null,
    updated_at: "2026-11-02T09:00:00.000Z",
    remind_at: null,
  };
}

const listed = (text: string) => ({
  item: itemOf(text),
  program: text,
  isOfClosed: false,
  isLate: true,
  closing: null,
  owner: text,
  isByRule: false,
});

const changed = (text: string): ItemEvent => ({
  workspace_id: "w",
  item_id: "i",
  revision: 2,
  at: "2026-11-02T09:00:00.000Z",
  actor_id: "o",
  event: "changed",
  before: JSON.stringify({ title: text }),
  after: JSON.stringify({ title: text, owner_id: "o" }),
  note: text,
  check_in_id: null,
});

/** Of each kind of line, with the text wherever people write one. */
function reportLines(text: string): Line[] {
  return LINE_KINDS.map((kind) => ({
    ...{ kind, text, by: "tom", since: "2026-10-12", on: "2026-10-20", code: "REQ-1", itemId: kind, type: "risk" },
    ...{ owner: "priya", due: "2026-11-06", outcome: text, action: text, actionBy: "2026-11-20" },
    ...(kind === "against-green" && { teamStatus: "red" as const }),
    sources: [{ kind: "check-in" as const, id: "c", revision: 1 }],
  }));
}

/** A digest of programs, reader, people and requests that are all called by the text. */
function digestWith(text: string): ScreenInput {
  const milestone = {
    itemId: "m",
    code: "M-1",
    title: text,
    firstDue: TODAY,
    due: "2026-12-01",
    moves: 2,
    reachedOn: null,
  };
  const program = aProgram("ONE", ["green", "red"], { title: text, lines: reportLines(text), milestones: [milestone] });
  const { status } = program.report;
  if (status) Object.assign(status, { reason: text, action: text, actionBy: TODAY });
  return anInput([program, aProgram("TWO", [null], { title: text, lines: reportLines(text) })], {
    reader: { ...EN, name: text, role: "sponsor" },
    needs: [aNeed({ program: text, title: text, options: [text, text], recommended: text, costOfWaiting: text })],
    names: new Map(["tom", "priya"].map((id) => [id, text])),
  });
}

function digestMessagesWith(text: string): Record<string, Message> {
  const input = digestWith(text);
  const { reader } = input;
  const programs = input.programs.map((program) => ({ ...program, hasChannel: true as const }));
  const screen = firstScreen(input);
  const now = { digestId: "d", readerId: "margaret", programs, asks: new Map(), blockers: new Map() };
  return {
    digest: digestMessage(reader, screen, now),
    "thread of a digest": threadMessage(input, "d", { left: 1 }),
    "forwarded digest": forwardedMessage(reader, text, textToForward(screen, input)),
  };
}

function digestViewsWith(text: string): Record<string, unknown> {
  const input = digestWith(text);
  const { reader } = input;
  const programs = input.programs.map((program) => ({ ...program, isNow: true }));
  const draft: Draft = {
    ...{ workspace_id: "w", id: "r", program_id: "p", rhythm: "monthly", period: "2026-10", version: 1 },
    ...{ state: "draft", words: null, wordsBy: null, wordsAt: null, heldBy: null, sendAt: "", sentAt: null },
    ...{ correction: null, correctedBy: null },
    report: aReport("ONE", { lines: reportLines(text) }),
  };
  return {
    "text to forward": forwardView(reader, "d", textToForward(firstScreen(input), input)),
    portfolio: portfolioView(EN, {
      chosen: EVERYTHING_NOW,
      programs,
      unsent: [text],
      labels: [{ name: text, value: text }],
    }),
    "words of a report": changeView(reader, draft),
    "correction of a report": correctView(reader, draft),
  };
}

it.each(HOSTILE.map((text) => [shown(text), text]))("words of people stay words: %s", (_, text) => {
  for (const [surface, message] of Object.entries(messagesWith(text))) {
    expect(activeInSlack(message), surface).toEqual([]);
    expect(problemsInBlocks(parseJson(JSON.stringify(message.blocks)) ?? null), surface).toEqual([]);
    // A message that is corrected may be shorter than one that is posted.
    expect(message.text.length, surface).toBeLessThanOrEqual(MESSAGE_LIMITS.updateText);
    expect(message.text.trim(), surface).not.toBe("");
  }
  for (const [surface, view] of Object.entries(viewsWith(text))) {
    expect(activeInSlack(view), surface).toEqual([]);
    expect(problemsInView(parseJson(JSON.stringify(view)) ?? null), surface).toEqual([]);
  }
  const input = digestWith(text);
  const screen = firstScreen(input);
  expect(activeInTerminal(textToForward(screen, input))).toEqual([]);
  expect(
    activeInMarkdown(markdownOf(digestPdf(screen, input, { organisation: "Northwind", leads: new Map() }))),
  ).toEqual([]);
  expect(() =>
    pdfSchema.parse(digestPdf(screen, input, { organisation: "Northwind", leads: new Map() })),
  ).not.toThrow();
});
