/** Somebody was named sponsor, or to a committee, and says that it is not them. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { enqueueUpdate } from "../delivery/outbox.ts";
import { type Person, personById, readerOf } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { someTicks } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { auditChange, followSeats } from "./changes.ts";
import { noticeKind, tellKeepers } from "./keepers.ts";
import { decidingIn } from "./named.ts";
import { programIds } from "./program-menu.ts";
import { seatDay, updateSeats } from "./seats.ts";
import { programTexts } from "./texts.ts";
import { namedTexts } from "./texts-named.ts";

/** `roles`: ids of the seats that are declined. */
const form = new Form({
  id: "program.not_me_form",
  state: z.string(),
  fields: z.object({ roles: someTicks() }),
  required: (reader) => textsFor(namedTexts, reader).decline.required,
});

/** Slack shows no more ticks. */
const MOST_TICKS = 10;

function formView(reader: Reader, roles: Awaited<ReturnType<typeof decidingIn>>): ModalView {
  const { decline } = textsFor(namedTexts, reader);
  const { role } = textsFor(programTexts, reader);
  const shown = roles.slice(0, MOST_TICKS);
  const [only] = shown;
  return form.view({
    state: "",
    title: decline.title,
    submit: decline.submit,
    close: decline.close,
    fields: {
      roles: {
        label: decline.which,
        hint: decline.hint,
        options: shown.map((each) => option(each.seatId, shorten(`${each.program.title} · ${role[each.role]}`, 75))),
        initial: shown.length === 1 && only ? [only.seatId] : [],
      },
    },
  });
}

export function listenToNotMe(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;
  onPress(listening, programIds.notMe, async (press) => {
    const { actor } = press;
    const roles = await rolesOf(db, actor, clock.now());
    if (roles.length === 0) return press.reply(overMessage(readerOf(actor)));
    await press.open(formView(readerOf(actor), roles));
  });
  form.listen(listening, async ({ actor, filled: { roles } }) => {
    const reader = readerOf(actor);
    const titles = await declineRoles(services, actor, roles);
    const { decline, over } = textsFor(namedTexts, reader);
    return { show: doneView(reader, titles.length === 0 ? over : decline.done(list(reader, titles))) };
  });
}

async function rolesOf(db: Db | Tx, { workspace_id, id, is_deactivated }: Person, now: string) {
  return is_deactivated === 1 ? [] : decidingIn(db, workspace_id, id, now);
}

function overMessage(reader: Reader) {
  const { over } = textsFor(namedTexts, reader);
  return { text: over, blocks: [section(over)] };
}

/** Ends these seats of theirs, by their ids, at once. Returns the titles of the programs. */
async function declineRoles(services: Services, actor: Person, seatIds: readonly string[]): Promise<string[]> {
  return inTransaction(services.db, async (tx) => {
    const { workspace_id: workspaceId, id: personId } = actor;
    const now = services.clock.now();
    const theirs = (await rolesOf(tx, actor, now)).filter(({ seatId }) => seatIds.includes(seatId));
    for (const { program, role, seatId } of theirs) {
      const until_date = addLocalDays(seatDay(now), -1);
      await updateSeats(tx, workspaceId, [seatId], { until_date });
      await auditChange(services, tx, actor, program, "seat.changed", {
        before: { until_date: null },
        after: { role, personId, until_date },
      });
      await followSeats(services, tx, program, actor, [personId]);
      await tellKeepers(services, tx, program, roleDeclinedKind, {
        key: `role-declined:${seatId}:${now}`,
        subject: { programId: program.id, personId, role },
        except: personId,
      });
    }
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: `named:${personId}:` });
    return theirs.map(({ program }) => program.title);
  });
}

const declinedSubject = z.strictObject({
  programId: z.string(),
  personId: z.string(),
  role: z.enum(["sponsor", "steering"]),
});

/** To whoever can name somebody else. */
export const roleDeclinedKind = noticeKind("role-declined", declinedSubject, {
  async line({ db, workspaceId, reader }, { personId, role }, { title }) {
    const { name } = await personById(db, workspaceId, personId);
    const roleName = textsFor(programTexts, reader).role[role];
    const { told } = textsFor(namedTexts, reader).decline;
    return told(escapeMrkdwn(name), roleName, escapeMrkdwn(shorten(title, 200)));
  },
});
