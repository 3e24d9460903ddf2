import { type Person, peopleByIds, personById, readerOf } from "../people/use-cases.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { filledIn } from "../platform/slack/fields.ts";
import type { GroupDirectory } from "../platform/slack/group-directory.ts";
import { doneView, type Listening, onPress, onSubmit, type Press } from "../platform/slack/listening.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import {
  changedLine,
  closeView,
  type ListedSeat,
  programIds,
  reopenedMessage,
  seatForm,
  seatsView,
  seatView,
} from "./blocks.ts";
import {
  BLANK_PROGRAM,
  type ProgramFormState,
  programForm,
  programFormIds,
  programFormState,
  readProgramForm,
} from "./blocks-form.ts";
import { checkInsCounted } from "./events.ts";
import { checkProgramForm, fieldsOf, peopleOfList } from "./form.ts";
import { programMenu } from "./menu.ts";
import { SEAT_ROLES } from "./rules-program.ts";
import { programTexts } from "./texts.ts";
import { type Program, programOf, refuseUnlessMayChange, refuseWhoCannotAnswer } from "./use-cases.ts";
import {
  changeProgram,
  changeSeat,
  closeProgram,
  createFromForm,
  declineSeat,
  reopenProgram,
  seatsToShow,
} from "./use-cases-changes.ts";

export function registerProgramListeners(
  listening: Listening<Person>,
  services: Services,
  directory: GroupDirectory,
): void {
  const { db } = services;

  const fieldsBefore = async (actor: Person, { programId }: ProgramFormState) =>
    programId === null ? BLANK_PROGRAM : fieldsOf(db, await changeable(actor, programId), services);

  onPress(listening, programFormIds.more, async (press) => {
    if (!press.view) return;
    const state = programFormState.parse(JSON.parse(press.view.privateMetadata));
    const fields = readProgramForm(press.view.values, state, await fieldsBefore(press.actor, state));
    const groups = await directory.groups(press.client);
    const view = programForm(readerOf(press.actor), { ...state, expanded: true }, fields, { groups });
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  });

  /** What is chosen in the form's field of that kind, added to the team. */
  const fillTeam = async (press: Press<Person>, kind: "channel" | "group") => {
    if (!press.view) return;
    const reader = readerOf(press.actor);
    const state = programFormState.parse(JSON.parse(press.view.privateMetadata));
    const filled = filledIn(press.view.values);
    const id =
      kind === "channel" ? filled.channel(`team_from:${state.turn}`) : filled.option(`team_from_group:${state.turn}`);
    if (id === null) return;
    const texts = textsFor(programTexts, reader).form;
    const fields = readProgramForm(press.view.values, state, await fieldsBefore(press.actor, state));
    const groups = await directory.groups(press.client);
    const reading = programForm(reader, state, fields, { groups, note: texts.reading });
    const { id: viewId, hash } = press.view;
    const shown = await press.client.views.update({ view_id: viewId, hash, view: reading });
    const personOf = (slackId: string) => listening.actorOf(slackId, press.client);
    const { slackIds, left } = await peopleOfList(press.client, { kind, id }, personOf);
    const team = [...new Set([...fields.team, ...slackIds])];
    const note = texts.filled(team.length - fields.team.length, left);
    const view = programForm(reader, { ...state, turn: state.turn + 1 }, { ...fields, team }, { groups, note });
    await press.client.views.update({ view_id: viewId, hash: shown.view?.hash ?? "", view });
  };
  onPress(listening, programFormIds.teamFrom, (press) => fillTeam(press, "channel"));
  onPress(listening, programFormIds.teamFromGroup, (press) => fillTeam(press, "group"));

  onSubmit(listening, programFormIds.form, async ({ actor, privateMetadata, values, client }) => {
    const state = programFormState.parse(JSON.parse(privateMetadata));
    const before = await fieldsBefore(actor, state);
    const fields = readProgramForm(values, state, before);
    const checked = await checkProgramForm(actor, state, fields, {
      before: state.programId === null ? null : before,
      personOf: (id) => listening.actorOf(id, client),
      client,
    });
    if ("errors" in checked) return checked;
    if (state.programId === null) {
      await createFromForm(services, actor, checked.form);
      return { close: true };
    }
    const changed = await changeProgram(services, actor, state.programId, checked.form);
    return { show: doneView(readerOf(actor), changedLine(readerOf(actor), checked.form.title, changed)) };
  });

  const openEdit = async (press: Press<Person>, programId: string) => {
    const program = await changeable(press.actor, programId);
    const state = { programId, expanded: true, turn: 0 };
    const groups = await directory.groups(press.client);
    const view = programForm(readerOf(press.actor), state, await fieldsOf(db, program, services), { groups });
    await press.client.views.open({ trigger_id: press.triggerId, view });
  };
  const checkInsOf = async ({ workspace_id, id }: Program) =>
    (await checkInsCounted.of(services, db, { workspaceId: workspace_id, programIds: [id] })).get(id) ?? 0;

  onPress(listening, programIds.edit, (press) => openEdit(press, press.value));

  onPress(listening, programIds.menu, async (press) => {
    const [choice, programId = ""] = press.value.split(":");
    if (choice === "edit") return openEdit(press, programId);
    const entry = programMenu.itemsIn(services).find(({ key }) => key === choice);
    if (entry) return entry.open(services, press, programId);
    const program = await changeable(press.actor, programId);
    const reader = readerOf(press.actor);
    const view =
      choice === "seats"
        ? seatsView(reader, program, await listedSeats(program))
        : closeView(reader, program, await checkInsOf(program));
    await press.client.views.open({ trigger_id: press.triggerId, view });
  });

  onPress(listening, programIds.changeSeat, async (press) => {
    if (!press.view) return;
    const program = await changeable(press.actor, press.view.privateMetadata);
    const seat = (await listedSeats(program)).find(({ id }) => id === press.value);
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
    const view = seatsView(readerOf(actor), program, await listedSeats(program), place.seatId);
    if (belowId !== null) await client.views.update({ view_id: belowId, view });
    return { close: true };
  });

  onPress(listening, programIds.declineSeat, ({ actor, value }) => declineSeat(services, actor, value));

  onSubmit(listening, programIds.closeForm, async ({ actor, privateMetadata }) => {
    await closeProgram(services, actor, privateMetadata);
    return { close: true };
  });

  onPress(listening, programIds.reopen, async (press) => {
    const program = await reopenProgram(services, press.actor, press.value);
    await press.reply(reopenedMessage(readerOf(press.actor), program.title));
  });

  async function changeable(actor: Person, programId: string): Promise<Program> {
    const program = await programOf(db, actor.workspace_id, programId);
    await refuseUnlessMayChange(db, actor, program, services);
    return program;
  }

  async function listedSeats(program: Program): Promise<(ListedSeat & { delegateId: string | null })[]> {
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
}
