/** *Type it up*: what was decided of each topic, and who does what by when, one a line; or one topic whole. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { folded } from "../platform/texts/folding.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { optionalMenu, optionalText } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { meetingToRecord, type OpenedMeeting } from "./access.ts";
import { meetingIds } from "./action-ids.ts";
import { actionLines, actionsTyped, peopleToName } from "./actions-typed.ts";
import { factsOf, type TopicFacts } from "./meeting-facts.ts";
import { actionsIn, guestsOf, type Topic } from "./meetings.ts";
import { topicTitle } from "./meetings-in-words.ts";
import { meetingViewFor, readerNow } from "./meetings-screen.ts";
import { MOST_TOPICS } from "./proposed-topics.ts";
import { type Written, writeRecord } from "./record.ts";
import { screenTexts } from "./texts-screens.ts";

const LONGEST_WORDS = 2000;

const stateSchema = z.strictObject({
  meetingId: z.string(),
  /** In the order of their fields, as they were seen. */
  topics: z.array(z.strictObject({ id: z.string(), version: z.int() })).max(MOST_TOPICS),
});
type State = z.infer<typeof stateSchema>;

const decided = () => optionalText({ isLong: true, max: LONGEST_WORDS });

const recordForm = new Form({
  id: meetingIds.recordForm,
  state: stateSchema,
  fields: z.object({
    option: optionalMenu(),
    decided_0: decided(),
    why: optionalText({ isLong: true, max: LONGEST_WORDS }),
    actions_0: decided(),
    noted: decided(),
    decided_1: decided(),
    actions_1: decided(),
    decided_2: decided(),
    actions_2: decided(),
    decided_3: decided(),
    actions_3: decided(),
    decided_4: decided(),
    actions_4: decided(),
    decided_5: decided(),
    actions_5: decided(),
    decided_6: decided(),
    actions_6: decided(),
    decided_7: decided(),
    actions_7: decided(),
  }),
});

type Fields = Parameters<typeof recordForm.view>[0]["fields"];
type Filled = ReturnType<typeof recordForm.opened>["filled"];
type DecidedField = `decided_${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

const PLACES = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const decidedField = (place: (typeof PLACES)[number]): DecidedField => `decided_${place}`;
const actionsField = (place: (typeof PLACES)[number]) => `actions_${place}` as const;

const NO_FIELDS: Fields = {
  option: null,
  why: null,
  noted: null,
  decided_0: null,
  actions_0: null,
  decided_1: null,
  actions_1: null,
  decided_2: null,
  actions_2: null,
  decided_3: null,
  actions_3: null,
  decided_4: null,
  actions_4: null,
  decided_5: null,
  actions_5: null,
  decided_6: null,
  actions_6: null,
  decided_7: null,
  actions_7: null,
};

/** All topics, or the one whose menu was pressed. */
export async function openRecordForm(
  services: Services,
  press: { actor: Person } & Parameters<typeof showOver>[0],
  { meetingId, topicId }: { meetingId: string; topicId: string | null },
): Promise<void> {
  const { actor } = press;
  const opened = await inTransaction(services.db, (tx) => meetingToRecord({ ...services, db: tx, actor }, meetingId));
  const topics = opened.topics.filter(({ id, source }) => (topicId === null ? source !== "follow-up" : id === topicId));
  await showOver(press, await recordView(services, actor, opened, topics.slice(0, MOST_TOPICS)));
}

async function recordView(
  services: Services,
  actor: Person,
  opened: OpenedMeeting,
  topics: readonly Topic[],
  above: readonly KnownBlock[] = [],
): Promise<ModalView> {
  const { db, clock } = services;
  const reader = readerNow(services, actor);
  const texts = textsFor(screenTexts, reader);
  const facts = await factsOf({ db, now: clock.now() }, reader, opened);
  const people = new Map((await peopleToName(db, actor.workspace_id)).map(({ id, name }) => [id, name]));
  const fields: Fields = { ...NO_FIELDS };
  const headings: KnownBlock[] = [];
  const isOne = topics.length === 1;
  for (const [index, topic] of topics.entries()) {
    const place = PLACES[index];
    const shown = facts.topics.find(({ id }) => id === topic.id);
    if (place === undefined || !shown) continue;
    const heading = section(`*${escapeMrkdwn(topicTitle(reader, shown))}*`);
    if (isOne) headings.push(heading);
    fields[decidedField(place)] = {
      label: texts.write.decided,
      hint: shown.choices.length > 0 && !isOne ? texts.write.choices(shown.choices) : undefined,
      initial: topic.decided,
      before: isOne ? [] : [heading],
    };
    fields[actionsField(place)] = {
      label: texts.write.actions,
      hint: index === 0 ? texts.write.actionsHint : undefined,
      initial: actionLines(actionsIn(topic), (id) => people.get(id) ?? ""),
    };
    if (isOne) Object.assign(fields, fieldsOfOne(texts.write, topic, shown));
  }
  return recordForm.view({
    state: { meetingId: opened.meeting.id, topics: topics.map(({ id, version }) => ({ id, version })) },
    title: opened.meeting.state === "closed" ? texts.write.correct : texts.write.title,
    submit: texts.save,
    close: texts.cancel,
    above: [...(topics.length === 0 ? [section(texts.write.noTopics)] : above), ...headings],
    fields,
  });
}

function fieldsOfOne(
  texts: (typeof screenTexts.en)["write"],
  { option: taken, why, noted }: Topic,
  { choices }: TopicFacts,
): Pick<Fields, "option" | "why" | "noted"> {
  const options = choices.map((label, index) => option(String(index), shorten(label, COMPOSITION_LIMITS.optionText)));
  return {
    option:
      options.length === 0 ? null : { label: texts.option, options, initial: taken === null ? null : String(taken) },
    why: { label: texts.why, initial: why },
    noted: { label: texts.noted, initial: noted },
  };
}

export function listenToRecording(listening: Listening<Person>, services: Services): void {
  onPress(listening, meetingIds.record, async (press) => {
    await openRecordForm(services, press, { meetingId: press.value, topicId: null });
  });

  recordForm.listenToShown(listening, async ({ actor, state, filled }) => {
    const read = await writtenIn(services, actor, { state, filled });
    if ("errors" in read) return read;
    const { meetingId } = state;
    const recorded = await writeRecord({ ...services, actor }, { meetingId, written: read.written });
    if ("saved" in recorded) return { show: await meetingViewFor(services, actor, meetingId) };
    return { show: await viewWithOthers(services, actor, { state, others: recorded.meanwhile }) };
  });
}

/** The words of whoever was first stand in the form: whoever is second reads them and chooses. */
async function viewWithOthers(
  services: Services,
  actor: Person,
  { state, others }: { state: State; others: readonly Topic[] },
): Promise<ModalView> {
  const { meetingId } = state;
  const opened = await inTransaction(services.db, (tx) => meetingToRecord({ ...services, db: tx, actor }, meetingId));
  const topics = opened.topics.filter(({ id }) => state.topics.some((each) => each.id === id));
  const writers = others.flatMap(({ words_by: id }) => id ?? []);
  const people = await peopleToName(services.db, actor.workspace_id);
  const names = people.filter(({ id }) => writers.includes(id)).map(({ name }) => name);
  const texts = textsFor(screenTexts, readerOf(actor)).write;
  const notice = section(`⚠ ${escapeMrkdwn(texts.meanwhile(names.join(", ")))}`);
  return recordView(services, actor, opened, topics, [notice]);
}

/** What was typed, by topic, or what is wrong, at its field. */
async function writtenIn(
  services: Services,
  actor: Person,
  { state, filled }: { state: State; filled: Filled },
): Promise<{ written: Written[] } | { errors: Record<string, string> }> {
  const reader = readerNow(services, actor);
  const texts = textsFor(screenTexts, reader).write;
  const opened = await inTransaction(services.db, (tx) =>
    meetingToRecord({ ...services, db: tx, actor }, state.meetingId),
  );
  const facts = await factsOf({ db: services.db, now: services.clock.now() }, reader, opened);
  const { memberIds, preparerIds } = opened.sitters;
  const naming = {
    people: await peopleToName(services.db, actor.workspace_id),
    near: new Set([...memberIds, ...preparerIds, ...opened.topics.flatMap(guestsOf)]),
    today: localDateOf(services.clock.now(), opened.meeting.zone),
  };

  const errors: Record<string, string> = {};
  const written: Written[] = [];
  for (const [index, { id, version }] of state.topics.entries()) {
    const place = PLACES[index];
    if (place === undefined) continue;
    const read = actionsTyped(reader, filled[actionsField(place)] ?? "", naming);
    if ("problem" in read) {
      errors[actionsField(place)] = texts.problem(read.problem);
      continue;
    }

    const choices = facts.topics.find((topic) => topic.id === id)?.choices ?? [];
    const words = (filled[decidedField(place)] ?? "").trim();
    // Typed as it stands, an option is that option.
    const typed = choices.findIndex((label) => folded(label) === folded(words));
    written.push({
      topicId: id,
      version,
      decided: typed === -1 ? words : "",
      ...optionFrom({ typed, words, chosen: filled.option }),
      actions: read.actions,
      ...(filled.why !== undefined && { why: filled.why.trim() }),
      ...(filled.noted !== undefined && { noted: filled.noted.trim() }),
    });
  }
  return Object.keys(errors).length > 0 ? { errors } : { written };
}

/** Where nothing was typed and no menu shown, it stays as it is. */
function optionFrom({ typed, words, chosen }: { typed: number; words: string; chosen: string | null | undefined }): {
  option?: number | null;
} {
  if (typed !== -1) return { option: typed };
  if (chosen !== undefined) return { option: chosen === null ? null : Number(chosen) };
  return words === "" ? {} : { option: null };
}
