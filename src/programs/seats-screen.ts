/** Who has which role from when until when: shown and changed. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { actions, button, context, escapeMrkdwn, section, words } from "../slack/blocks.ts";
import { optionalDate } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { changeSeat } from "./changes.ts";
import { committeeButton } from "./portfolio-form.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import { type Program, placeToChange, programOf } from "./programs.ts";
import { SEAT_ROLES, seatsToShow } from "./seats.ts";
import type { SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";

export interface ListedSeat {
  id: string;
  role: SeatRole;
  name: string;
  from: LocalDate | null;
  until: LocalDate | null;
}

const SEATS_SHOWN = 90;

export function seatsView(
  reader: Reader,
  program: Pick<Program, "id" | "title" | "kind">,
  seats: readonly ListedSeat[],
): ModalView {
  const all = textsFor(programTexts, reader);
  const texts = all.seats;
  const details = (seat: ListedSeat) =>
    [
      seat.from && texts.from(longDate(reader, seat.from)),
      seat.until && texts.until(longDate(reader, seat.until)),
    ].filter((detail) => detail !== null);
  return modal({
    title: texts.title,
    close: texts.done,
    private_metadata: program.id,
    blocks: [
      words([{ text: program.title, bold: true }]),
      ...seats.slice(0, SEATS_SHOWN).map((seat) => {
        const who = `${all.role[seat.role]} · *${escapeMrkdwn(seat.name)}*`;
        const line = [who, ...details(seat).map(escapeMrkdwn)].join("\n");
        return section(line, button(programIds.changeSeat, texts.change, { value: seat.id }));
      }),
      ...(seats.length > SEATS_SHOWN ? [context(texts.more(seats.length - SEATS_SHOWN))] : []),
      // Of a portfolio they are chosen with all else.
      ...(program.kind === "program" ? [actions("program.committee", committeeButton(reader, program.id))] : []),
    ],
  });
}

export const seatForm = new Form({
  id: programIds.seatForm,
  state: z.strictObject({ programId: z.string(), seatId: z.string() }),
  fields: z.object({ from: optionalDate(), until: optionalDate() }),
});

export function seatView(reader: Reader, programId: string, seat: ListedSeat): ModalView {
  const { seats: texts, form, role } = textsFor(programTexts, reader);
  return seatForm.view({
    state: { programId, seatId: seat.id },
    title: texts.formTitle,
    submit: form.save,
    close: form.close,
    above: [words([{ text: `${role[seat.role]} · ` }, { text: seat.name, bold: true }])],
    fields: {
      from: { label: texts.fromLabel, initial: seat.from },
      until: { label: texts.untilLabel, initial: seat.until, hint: texts.untilHint },
    },
  });
}

export function listenToSeats(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, programIds.changeSeat, async (press) => {
    if (!press.view) return;
    const program = await placeToChange(services, db, press.actor, press.view.privateMetadata);
    const seat = (await listedSeats(services, program)).find(({ id }) => id === press.value);
    if (!seat) return;
    const view = seatView(readerOf(press.actor), program.id, seat);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  seatForm.listen(listening, async ({ actor, state: place, filled: { from, until }, client, belowId }) => {
    const texts = textsFor(programTexts, readerOf(actor)).fieldErrors;
    if (from !== null && until !== null && until < from) return { errors: { until: texts.endBeforeStart } };
    await changeSeat({ ...services, actor }, { ...place, from, until });
    const program = await programOf(db, actor.workspace_id, place.programId);
    const view = seatsView(readerOf(actor), program, await listedSeats(services, program));
    if (belowId !== null) await client.views.update({ view_id: belowId, view });
    return { close: true };
  });
}

export async function listedSeats(services: Services, program: Program) {
  const { db } = services;
  const seats = await seatsToShow(db, program, services);
  const ids = seats.map((seat) => seat.person_id);
  const names = new Map((await peopleByIds(db, program.workspace_id, ids)).map(({ id, name }) => [id, name]));
  return seats
    .map((seat) => ({
      id: seat.id,
      role: seat.role,
      name: names.get(seat.person_id) ?? "",
      from: seat.from_date,
      until: seat.until_date,
    }))
    .sort((seat, other) => SEAT_ROLES.indexOf(seat.role) - SEAT_ROLES.indexOf(other.role));
}
