/** The form in which a body says when and where it meets, and how many have to be there. */
import { z } from "zod";
import { placeOf } from "../cadences/recurrence/rule-in-words.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Services } from "../platform/services.ts";
import { dayIn } from "../platform/texts/cells.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { changeCommittee } from "../programs/changes.ts";
import { committeeOf } from "../programs/committee.ts";
import { committeeFields, committeeIn, filledOf, ofCommittee } from "../programs/portfolio-form.ts";
import { programIds } from "../programs/program-menu-and-buttons.ts";
import { LONGEST_TITLE, type Program, standingsOf } from "../programs/programs.ts";
import { portfolioTexts } from "../programs/texts-portfolio.ts";
import { actions, button, confirmation, escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { menu, menuOf, optionalDate, optionalText, time } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { meetingIds } from "./action-ids.ts";
import { datesOf, placeToMeet, setDates } from "./dates.ts";
import { bodyInWords, whenInWords } from "./meetings-in-words.ts";
import { refusedAt } from "./refusals-at-fields.ts";
import { type MeetingDates, REPEATS } from "./rules.ts";
import { sittersOf } from "./sitters.ts";
import { MEETING_KINDS } from "./table.ts";
import { screenTexts } from "./texts-screens.ts";

const LONGEST_PLACE = 300;
const USUAL_TIME = "10:00";

const stateSchema = z.strictObject({ programId: z.string(), kind: z.enum(MEETING_KINDS) });
type State = z.infer<typeof stateSchema>;

export const datesForm = new Form({
  id: meetingIds.datesForm,
  state: stateSchema,
  fields: z.object({
    first: optionalDate(),
    repeats: menuOf(REPEATS),
    at: time(),
    zone: menu(),
    also: optionalText({ isLong: true }),
    place: optionalText({ max: LONGEST_PLACE }),
    ...ofCommittee,
  }),
  required: (reader) => textsFor(screenTexts, reader).required,
});

/** `<kind>:<program>`. */
function stateIn(value: string): State {
  const [kind, programId = ""] = value.split(":");
  return stateSchema.parse({ kind, programId });
}

export function listenToDates(listening: Listening<Person>, services: Services): void {
  onPress(listening, meetingIds.dates, async ({ actor, value, open }) => {
    await open(await datesView(services, actor, stateIn(value)));
  });

  // Beside the roles of a program.
  onPress(listening, programIds.committee, async ({ actor, value: programId, open }) => {
    await open(await datesView(services, actor, { kind: "committee", programId }));
  });

  onPress(listening, meetingIds.noDates, async ({ actor, value, view, client }) => {
    const state = stateIn(value);
    const { quorum } = await committeeOf(services.db, actor.workspace_id, state.programId);
    await setDates({ ...services, actor }, { ...state, dates: null, quorum });
    const done = doneView(readerOf(actor), textsFor(screenTexts, actor).dates.stopped);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: done });
  });

  datesForm.listenToShown(listening, async ({ actor, state, filled, client }) => {
    const reader = readerOf(actor);
    const program = await placeToMeet({ ...services, actor }, state.programId);
    const read = datesIn(services, reader, filled);
    if ("errors" in read) return read;
    const before = await filledOf(services, program);
    const { quorum = before.quorum, chair = before.chair, secretary = before.secretary } = filled;
    const ofBody = { filled: { chair, secretary, quorum }, members: before.members, before };
    const committee = await committeeIn(listening, actor, client, ofBody);
    if ("errors" in committee && state.kind === "committee") return committee;

    const quorumOf = "errors" in committee ? null : committee.quorum;
    try {
      const when =
        read.dates && (await nextMeeting(services, actor, { ...state, dates: read.dates, quorum: quorumOf }));
      const isChanged = filled.chair !== undefined && !("errors" in committee);
      if (isChanged) await changeCommittee({ ...services, actor }, { programId: program.id, ...committee });
      return { show: doneView(reader, savedWords(reader, program, when)) };
    } catch (error) {
      return refusedAt(error, reader, { MEETING_IN_PAST: "first" });
    }
  });
}

type Filled = ReturnType<typeof datesForm.opened>["filled"];

/** As they were chosen, null without a first day; or what is wrong, at its field. */
function datesIn(
  { clock }: Services,
  reader: Reader,
  filled: Filled,
): { dates: MeetingDates | null } | { errors: Record<string, string> } {
  const { required, dates: texts } = textsFor(screenTexts, reader);
  const { first = null, repeats, at, zone, place = "" } = filled;
  if (first === null) return { dates: null };
  if (repeats === undefined || zone === undefined) return { errors: { repeats: required } };
  if (at === undefined) return { errors: { at: required } };
  const also = daysIn(reader, filled.also ?? "", localDateOf(clock.now(), zone));
  if ("unread" in also) return { errors: { also: texts.noDay(also.unread) } };
  return { dates: { first, repeats, also: also.days, at, zone, place: place.trim() } };
}

async function nextMeeting(
  services: Services,
  actor: Person,
  chosen: Parameters<typeof setDates>[1],
): Promise<string | null> {
  const [next] = await setDates({ ...services, actor }, chosen);
  return next ? whenInWords(readerOf(actor), { startsAt: next.starts_at, place: next.place }) : null;
}

/** `when`: of the next meeting; null: there are no dates. */
function savedWords(reader: Reader, { title }: Program, when: string | null): string {
  if (when !== null) return textsFor(screenTexts, reader).dates.saved(escapeMrkdwn(when));
  return textsFor(portfolioTexts, reader).saved(shorten(title, LONGEST_TITLE));
}

/** One a line. */
function daysIn(reader: Reader, typed: string, today: LocalDate): { days: LocalDate[] } | { unread: string } {
  const order = languageOf(reader.locale) === "fr" ? "dmy" : null;
  const days: LocalDate[] = [];
  for (const line of typed
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const day = dayIn(line, { order, today });
    if (day === null) return { unread: line };
    days.push(day);
  }
  return { days };
}

async function datesView(services: Services, actor: Person, state: State) {
  const { db, clock } = services;
  const program = await placeToMeet({ ...services, actor }, state.programId);
  const reader = readerOf(actor);
  const texts = textsFor(screenTexts, reader);
  const words = texts.dates;
  const before = datesOf(program)[state.kind];
  const today = localDateOf(clock.now(), actor.zone);
  const { memberIds } = await sittersOf(db, { program, kind: state.kind, day: today }, clock.now());
  const members = await peopleByIds(db, actor.workspace_id, [...memberIds]);
  const { zone } = await workspaceTime(db, actor.workspace_id);
  const zones = new Set([before?.zone ?? actor.zone, actor.zone, zone, ...members.map((member) => member.zone)]);
  const committee = committeeFields(reader, await filledOf(services, program));
  const isOfProgram = state.kind === "committee" && program.kind === "program";
  const mayName = isOfProgram && may(await standingsOf(db, actor, program.id, services), "change-program");
  const body = bodyInWords(reader, {
    kind: state.kind,
    program: program.title,
    isPortfolio: program.kind === "portfolio",
  });
  const stop = button(meetingIds.noDates, words.stop, {
    value: `${state.kind}:${state.programId}`,
    danger: true,
    confirm: confirmation({ title: words.stop, text: words.stopAsk, confirm: words.stop, deny: texts.cancel }),
  });
  return datesForm.view({
    state,
    title: words.title,
    submit: texts.save,
    close: texts.cancel,
    above: [section(`*${escapeMrkdwn(body)}*\n${state.kind === "committee" ? words.how : words.howTeam}`)],
    fields: {
      first: { label: words.first, hint: words.firstHint, initial: before?.first ?? null },
      repeats: {
        label: words.repeats,
        options: REPEATS.map((each) => option(each, words.every[each])),
        initial: before?.repeats ?? "month",
      },
      at: { label: words.at, initial: before?.at ?? USUAL_TIME },
      zone: {
        label: words.zone,
        options: [...zones].map((each) => option(each, placeOf(each))),
        initial: before?.zone ?? actor.zone,
      },
      also: { label: words.also, hint: words.alsoHint, initial: before?.also.join("\n") ?? "" },
      place: { label: words.place, hint: words.placeHint, initial: before?.place ?? "" },
      chair: mayName ? committee.chair : null,
      secretary: mayName ? committee.secretary : null,
      quorum: state.kind === "committee" ? { ...committee.quorum, hint: words.quorumHint } : null,
    },
    below: before ? [actions("meetings.stop", stop)] : [],
  });
}
