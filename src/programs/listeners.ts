import type { WebClient } from "@slack/web-api";
import { may } from "../people/rules-rights.ts";
import { type Person, peopleByIds, personById, readerOf, workspaceStandings } from "../people/use-cases.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import type { GroupDirectory } from "../slack/group-directory.ts";
import { doneView, type Listening, messageView, onPress, type Press } from "../slack/listening.ts";
import { programActsMenu } from "./acts.ts";
import { changedLine, seatForm, seatsView, seatView } from "./blocks.ts";
import { BLANK_PROGRAM, type ProgramFormState, programForm, programFormIds, programView } from "./blocks-form.ts";
import { actOnCard } from "./cards.ts";
import { closeProgram, reopenProgram, undoClosing } from "./closings/acts.ts";
import { closeForm, closeView, closingIds, reopenedMessage } from "./closings/blocks.ts";
import { checkInsCounted, hasItems, openIn } from "./events.ts";
import { firstChoicesFor, takeFirstChoices } from "./first-choices.ts";
import { checkProgramForm, fieldsOf, peopleOfList } from "./form.ts";
import { programIds } from "./ids.ts";
import { labelNames } from "./labels.ts";
import { programMenu } from "./menu.ts";
import { rhythmsIn } from "./rhythms.ts";
import { SEAT_ROLES } from "./rules-program.ts";
import { startedMessage, unfedInProgram } from "./started.ts";
import { programTexts } from "./texts.ts";
import {
  everyProgram,
  type Program,
  programOf,
  refuseUnlessMayChange,
  refuseWhoCannotAnswer,
  standingsOf,
} from "./use-cases.ts";
import { changeProgram, changeSeat, createFromForm, declineSeat, seatsToShow } from "./use-cases-changes.ts";
import { proposedKey, refuseUnlessKey } from "./use-cases-keys.ts";

interface Parts {
  listening: Listening<Person>;
  services: Services;
  directory: GroupDirectory;
}

export function registerProgramListeners(parts: Parts): void {
  listenToForm(parts);
  listenForPrograms(parts);
  listenForSeats(parts);
}

function listenToForm(parts: Parts): void {
  const { listening, services } = parts;
  onPress(listening, programFormIds.more, async (press) => {
    const { view: open, client } = press;
    if (!open) return;
    const { state, program, help } = await formAsFilled(parts, press, open);
    const { title } = program;
    const isBlank = program.shortKey === "" && title !== "";
    const shortKey = isBlank ? await proposedKey(services.db, press.actor.workspace_id, title) : program.shortKey;
    const shown = { ...program, shortKey };
    const view = programView(readerOf(press.actor), { ...state, expanded: true }, shown, help);
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  onPress(listening, programFormIds.teamFrom, (press) => fillTeam(parts, press, "channel"));
  onPress(listening, programFormIds.teamFromGroup, (press) => fillTeam(parts, press, "group"));

  programForm.listenToShown(listening, async ({ actor, state, filled, client }) => {
    const before = await fieldsBefore(services, actor, state);
    const checked = await checkProgramForm(
      actor,
      { ...before, ...filled },
      {
        before: state.programId === null ? null : before,
        personOf: (id) => listening.actorOf(id, client),
        client,
        checkKey: (shortKey) => checkKey(services, actor, state, shortKey),
      },
    );
    if ("errors" in checked) return checked;
    if (state.programId === null) {
      const rhythms = rhythmsIn(filled.rhythms ?? []);
      const asksTeam = rhythms.includes("daily");
      if (asksTeam && !checked.form.seats.some(({ role }) => role === "team"))
        return { errors: { team: textsFor(programTexts, readerOf(actor)).fieldErrors.noTeam } };
      await takeFirstChoices(services, actor, { locale: filled.locale ?? null, holidays: filled.holidays ?? null });
      const program = await createFromForm(services, actor, { ...checked.form, rhythms });
      return { show: await startedView(services, actor, program) };
    }
    const changed = await changeProgram(services, actor, state.programId, checked.form);
    const done = doneView(readerOf(actor), changedLine(readerOf(actor), checked.form.title, changed));
    const unfed = await unfedInProgram(services, actor, state.programId);
    return { show: { ...done, blocks: [...done.blocks, ...unfed] } };
  });
}

/** Who gets what, when first; in the place of the form. */
async function startedView(services: Services, actor: Person, program: Program) {
  const standings = await standingsOf(services.db, actor, program.id, services);
  const what = may(standings, "change-program") ? "created" : "handed-over";
  const started = { program, reader: readerOf(actor), readerId: actor.id, what } as const;
  const message = await startedMessage(services, services.db, started);
  return { ...messageView(readerOf(actor), message), clear_on_close: true };
}

async function formAsFilled(
  { services, directory }: Parts,
  { actor, client }: Press<Person>,
  open: { privateMetadata: string; values: unknown },
) {
  const { state, filled } = programForm.opened(open);
  const program = { ...(await fieldsBefore(services, actor, state)), ...filled };
  const first = state.programId === null ? await firstChoicesFor(services.db, actor) : null;
  const help = await helpFor({ services, directory }, actor, client, state.programId);
  return { state, program, help: { ...help, first, ...(filled.rhythms && { rhythms: filled.rhythms }) } };
}

/** What is chosen in the form's field of that kind, added to the team. */
async function fillTeam(parts: Parts, press: Press<Person>, kind: "channel" | "group"): Promise<void> {
  const { actor, view: open, client } = press;
  if (!open) return;
  const reader = readerOf(actor);
  const { state, program, help } = await formAsFilled(parts, press, open);
  const id = kind === "channel" ? program.team_from : program.team_from_group;
  if (!id) return;
  const texts = textsFor(programTexts, reader).form;
  const reading = programView(reader, state, program, { ...help, note: texts.reading });
  const shown = await client.views.update({ view_id: open.id, hash: open.hash, view: reading });
  const personOf = (slackId: string) => parts.listening.actorOf(slackId, client);
  const { slackIds, left } = await peopleOfList(client, { kind, id }, personOf);
  const team = [...new Set([...program.team, ...slackIds])];
  const note = texts.filled(team.length - program.team.length, left);
  const view = programView(reader, { ...state, turn: state.turn + 1 }, { ...program, team }, { ...help, note });
  await client.views.update({ view_id: open.id, hash: shown.view?.hash ?? "", view });
}

/** What is done with a program from where it is listed. */
function listenForPrograms(parts: Parts): void {
  const { listening, services } = parts;
  onPress(listening, programIds.edit, (press) => openEdit(parts, press, press.value));
  programActsMenu.listen(listening, async (press, choice, programId) => {
    if (choice === "edit") return openEdit(parts, press, programId);
    const entry = programMenu.itemsIn(services).find(({ key }) => key === choice);
    if (entry) return entry.open(services, press, programId);
    if (choice !== "seats" && choice !== "close") return actOnCard(services, press, { choice, about: programId });
    const program = await changeable(services, press.actor, programId);
    const reader = readerOf(press.actor);
    const view =
      choice === "seats"
        ? seatsView(reader, program, await listedSeats(services, program))
        : closeView(
            reader,
            program,
            await checkInsOf(services, program),
            await openIn.of(services, services.db, program),
          );
    await press.open(view);
  });

  closeForm.listen(listening, async ({ actor, state: programId }) => {
    await closeProgram(services, actor, programId);
    return { close: true };
  });

  for (const [actionId, act] of [
    [programIds.reopen, reopenProgram],
    [closingIds.undo, undoClosing],
  ] as const)
    onPress(listening, actionId, async (press) => {
      const { title } = await act(services, press.actor, press.value);
      await press.reply(reopenedMessage(readerOf(press.actor), title));
    });
}

async function helpFor(
  { services, directory }: Omit<Parts, "listening">,
  actor: Person,
  client: WebClient,
  programId: string | null,
) {
  const { db } = services;
  const standings = programId === null ? workspaceStandings(actor) : await standingsOf(db, actor, programId, services);
  const mayTick = may(standings, "tick-flagship");
  const programs = await everyProgram(db, actor.workspace_id);
  return { groups: await directory.groups(client), labelNames: labelNames(programs), mayTick };
}

async function openEdit(parts: Parts, press: Press<Person>, programId: string): Promise<void> {
  const { services } = parts;
  const program = await changeable(services, press.actor, programId);
  const isKeyFixed = await hasItems.of(services, services.db, { workspaceId: program.workspace_id, programId });
  const state = { programId, expanded: true, turn: 0, isKeyFixed };
  const fields = await fieldsOf(services.db, program, services, readerOf(press.actor));
  const view = programView(
    readerOf(press.actor),
    state,
    fields,
    await helpFor(parts, press.actor, press.client, programId),
  );
  await press.open(view);
}

function listenForSeats({ listening, services }: Parts): void {
  const { db } = services;
  onPress(listening, programIds.changeSeat, async (press) => {
    if (!press.view) return;
    const program = await changeable(services, press.actor, press.view.privateMetadata);
    const seat = (await listedSeats(services, program)).find(({ id }) => id === press.value);
    if (!seat) return;
    const delegate = seat.delegateId === null ? null : await personById(db, program.workspace_id, seat.delegateId);
    const view = seatView(readerOf(press.actor), program.id, seat, delegate?.slack_user_id ?? null);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  seatForm.listen(listening, async ({ actor, state: place, filled: { from, until, delegate }, client, belowId }) => {
    const texts = textsFor(programTexts, readerOf(actor)).fieldErrors;
    if (from !== null && until !== null && until < from) return { errors: { until: texts.endBeforeStart } };
    const person = delegate === null ? null : await listening.actorOf(delegate, client);
    const refusal = person && (await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person)));
    if (refusal) return { errors: { delegate: refusal } };
    await changeSeat(services, actor, place, { from, until, delegate: person });
    const program = await programOf(db, actor.workspace_id, place.programId);
    const view = seatsView(readerOf(actor), program, await listedSeats(services, program), place.seatId);
    if (belowId !== null) await client.views.update({ view_id: belowId, view });
    return { close: true };
  });

  onPress(listening, programIds.declineSeat, ({ actor, value }) => declineSeat(services, actor, value));
}

async function fieldsBefore(services: Services, actor: Person, { programId }: ProgramFormState) {
  if (programId === null) return BLANK_PROGRAM;
  return fieldsOf(services.db, await changeable(services, actor, programId), services, readerOf(actor));
}

async function changeable(services: Services, actor: Person, programId: string): Promise<Program> {
  const program = await programOf(services.db, actor.workspace_id, programId);
  await refuseUnlessMayChange(services.db, actor, program, services);
  return program;
}

async function checkKey(services: Services, actor: Person, { programId }: ProgramFormState, shortKey: string) {
  const { workspace_id: workspaceId } = actor;
  const program = programId === null ? null : await programOf(services.db, workspaceId, programId);
  await refuseUnlessKey(services, services.db, { workspaceId, program, shortKey });
}

async function checkInsOf(services: Services, { workspace_id: workspaceId, id }: Program): Promise<number> {
  return (await checkInsCounted.of(services, services.db, { workspaceId, programIds: [id] })).get(id) ?? 0;
}

async function listedSeats(services: Services, program: Program) {
  const { db } = services;
  const seats = await seatsToShow(db, program, services);
  const ids = seats.flatMap((seat) => [seat.person_id, seat.delegate_id ?? []].flat());
  const names = new Map((await peopleByIds(db, program.workspace_id, ids)).map(({ id, name }) => [id, name]));
  return seats
    .map((seat) => ({
      id: seat.id,
      role: seat.role,
      name: names.get(seat.person_id) ?? "",
      from: seat.from_date,
      until: seat.until_date,
      delegate: seat.delegate_id === null ? null : (names.get(seat.delegate_id) ?? null),
      delegateId: seat.delegate_id,
    }))
    .sort((one, other) => SEAT_ROLES.indexOf(one.role) - SEAT_ROLES.indexOf(other.role));
}
