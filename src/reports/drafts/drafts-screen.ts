/** What is pressed and filled in on drafts, on what was sent, and where a program says who approves it. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../../people/people.ts";
import type { Db } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { ProgramAct } from "../../programs/program-menu-and-buttons.ts";
import { context, option, shorten } from "../../slack/blocks.ts";
import { optionalText, radioOf, text } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import { doneView, type Listening, onPress } from "../../slack/listening.ts";
import { statusInWords } from "../compile/status-and-dates-in-words.ts";
import { type ChangedWords, MOST_LINES, type Written, writtenIn } from "./changed-words.ts";
import { correctReport, lastVersionId, reportToCorrect } from "./correct.ts";
import {
  approveDraft,
  type Clocked,
  changeWords,
  draftFor,
  holdDraft,
  markFine,
  refuseDraft,
  refuseUnlessLeading,
  releaseDraft,
  setReportApprover,
} from "./drafts.ts";
import { draftIds } from "./messages.ts";
import { type Approver, approverOf, type Draft, draftFailure } from "./stored-drafts.ts";
import { draftTexts } from "./texts.ts";

/** In the menu of a program, for whoever leads it. */
export const approverEntry: ProgramAct = {
  choice: "approver",
  label: (reader) => textsFor(draftTexts, reader).approverForm.option,
  async act(services, { actor, open }, programId) {
    await open(await approverView(services, services.db, actor, programId));
  },
};

/** No line is refused for its length. */
const LONGEST_LINE = ELEMENT_LIMITS.plainTextInput;
const LONGEST_REASON = 300;

const LINES = Array.from({ length: MOST_LINES }, (_, index) => `line${index}` as const);
const lineFieldsWith = <Value>(valueAt: (index: number) => Value): Record<(typeof LINES)[number], Value> =>
  Object.fromEntries(LINES.map((name, index) => [name, valueAt(index)]));
const LINE_FIELDS = lineFieldsWith(() => optionalText({ isLong: true, max: LONGEST_LINE }));

const changeForm = new Form({
  id: draftIds.changeForm,
  state: z.strictObject({ reportId: z.string(), seenAt: z.string().nullable() }),
  fields: z.strictObject(LINE_FIELDS),
});

const refuseForm = new Form({
  id: draftIds.refuseForm,
  state: z.string(),
  fields: z.strictObject({ reason: text({ isLong: true, max: LONGEST_REASON }) }),
  required: (actor) => textsFor(draftTexts, actor).refuseForm.reason,
});

const APPROVERS = ["nobody", "deputy", "sponsor", "office"] as const;
const approverForm = new Form({
  id: draftIds.approverForm,
  state: z.string(),
  fields: z.strictObject({ approver: radioOf(APPROVERS) }),
});

const STATUSES = ["green", "amber", "red"] as const;
const correctForm = new Form({
  id: draftIds.correctForm,
  state: z.string(),
  fields: z.strictObject({
    status: radioOf(STATUSES),
    why: text({ isLong: true, max: LONGEST_REASON }),
    ...LINE_FIELDS,
  }),
  required: (actor) => textsFor(draftTexts, actor).correctForm.required,
});

export function registerDraftListeners(listening: Listening<Person>, services: Services): void {
  const readerOf = (person: Person) => readerAt(person, services.clock.now());

  onPress(listening, draftIds.fine, ({ actor, value }) => markFine({ ...services, actor }, { reportId: value }));
  onPress(listening, draftIds.hold, ({ actor, value }) => holdDraft({ ...services, actor }, { reportId: value }));
  onPress(listening, draftIds.release, ({ actor, value }) => releaseDraft({ ...services, actor }, { reportId: value }));
  onPress(listening, draftIds.approve, ({ actor, value }) =>
    approveDraft({ ...services, actor }, { approvalId: value }),
  );

  onPress(listening, draftIds.change, async ({ actor, value, open }) => {
    const draft = await draftFor(services, services.db, actor, value);
    if (draft.sentAt !== null) throw draftFailure("DRAFT_SENT");
    await open(changeView(readerOf(actor), draft));
  });

  changeForm.listen(listening, async ({ actor, state: { reportId, seenAt }, filled }) => {
    const draft = await draftFor(services, services.db, actor, reportId);
    const lines = changesIn(draft, filled);
    await changeWords({ ...services, actor }, { reportId, seenAt, changed: lines.length === 0 ? null : { lines } });
    return { close: true };
  });

  onPress(listening, draftIds.refuse, async ({ actor, value, open }) => {
    const { title, reason, submit } = textsFor(draftTexts, actor).refuseForm;
    await open(refuseForm.view({ state: value, title, submit, fields: { reason: { label: reason } } }));
  });

  refuseForm.listen(listening, async ({ actor, state: approvalId, filled }) => {
    await refuseDraft({ ...services, actor }, { approvalId, reason: filled.reason });
    return { close: true };
  });

  approverForm.listen(listening, async ({ actor, state: programId, filled }) => {
    const approver = filled.approver === "nobody" ? null : filled.approver;
    await setReportApprover({ ...services, actor }, { programId, approver });
    return { close: true };
  });

  onPress(listening, draftIds.correct, async ({ actor, value, open }) => {
    const reportId = await lastVersionId(services.db, actor.workspace_id, value);
    await open(correctView(readerOf(actor), await reportToCorrect(services, services.db, actor, reportId)));
  });

  correctForm.listen(listening, async ({ actor, state: reportId, filled }) => {
    const draft = await draftFor(services, services.db, actor, reportId);
    const { status, why } = filled;
    await correctReport(
      { ...services, actor },
      { reportId, changed: { lines: changesIn(draft, filled) }, status, why },
    );
    return { show: doneView(actor, textsFor(draftTexts, actor).correction.done) };
  });
}

/** Each line that was written in a field of its own, in the words that it has now. */
export function changeView(reader: Reader, draft: Draft): ModalView {
  const { title, intro, submit } = textsFor(draftTexts, reader).changeForm;
  return changeForm.view({
    state: { reportId: draft.id, seenAt: draft.wordsAt },
    title,
    submit,
    above: [context(intro)],
    fields: lineFields(reader, draft),
  });
}

export function correctView(reader: Reader, draft: Draft): ModalView {
  const { correctForm: texts, changeForm: ofLines } = textsFor(draftTexts, reader);
  return correctForm.view({
    state: draft.id,
    title: texts.title,
    submit: texts.submit,
    fields: {
      status: {
        label: texts.status,
        options: STATUSES.map((status) => option(status, statusInWords(reader, status))),
        initial: draft.report.status?.status,
      },
      why: { label: texts.why },
      ...lineFields(reader, draft, [context(ofLines.intro)]),
    },
  });
}

async function approverView(at: Clocked, db: Db, person: Person, programId: string): Promise<ModalView> {
  await refuseUnlessLeading(at, db, person, programId);
  const now: Approver | null = await approverOf(db, person.workspace_id, programId);
  const { title, who, choices, submit } = textsFor(draftTexts, person).approverForm;
  const options = APPROVERS.map((each) => option(each, choices[each]));
  const fields = { approver: { label: who, options, initial: now ?? "nobody" } };
  return approverForm.view({ state: programId, title, submit, fields });
}

function lineFields(reader: Reader, { report, words }: Draft, before: ReturnType<typeof context>[] = []) {
  const { label } = textsFor(draftTexts, reader);
  const written = writtenIn(report);
  return lineFieldsWith((index) => {
    const found = written[index];
    if (found === undefined) return null;
    const initial = shorten(textNow(found, words), LONGEST_LINE);
    return { label: label[found.kind], initial, ...(index === 0 && { before }) };
  });
}

function textNow({ kind, text: original }: Written, words: ChangedWords | null): string {
  const changed = words?.lines.find((each) => each.kind === kind && each.from === original);
  return changed === undefined ? original : (changed.to ?? "");
}

type Filled = { readonly [Name in keyof typeof LINE_FIELDS]: string };

/** What differs from how it was written; a line that only a form cuts is as it was. */
function changesIn({ report }: Draft, filled: Filled): ChangedWords["lines"] {
  return writtenIn(report).flatMap(({ kind, text: from }, index) => {
    const to = filled[`line${index}`]?.trim() ?? "";
    if (to === from.trim() || to === shorten(from, LONGEST_LINE).trim()) return [];
    return [{ kind, from, to: to === "" ? null : to }];
  });
}
