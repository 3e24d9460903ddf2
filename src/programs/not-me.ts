import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueueUpdate } from "../delivery/outbox.ts";
import type { Person } from "../people/use-cases.ts";
import { personById, readerOf } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, escapeMrkdwn, lineOf, option, section, shorten } from "../slack/blocks.ts";
import { someTicks } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { auditChange, followSeats } from "./changes.ts";
import { tellKeepers } from "./keepers.ts";
import { decidingIn } from "./named.ts";
import { programIds } from "./program-menu.ts";
import { updateSeat } from "./repository.ts";
import { programTexts } from "./texts.ts";
import { namedTexts } from "./texts-named.ts";
import { programOf, seatDay } from "./use-cases.ts";

/** Somebody was named sponsor, or to a committee, and says that it is not them. */
/** Ticks are the ids of seats. */
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
      await updateSeat(tx, { workspace_id: workspaceId, id: seatId }, { until_date });
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
type Declined = z.infer<typeof declinedSubject>;

/** To whoever can name somebody else. */
export const roleDeclinedKind: MessageKind<Declined> = {
  kind: "role-declined",
  subject: declinedSubject,
  priority: 25,
  contact: "notice",
  lane: "morning",
  stillWanted: async ({ db, workspaceId }, { programId }) =>
    (await programOf(db, workspaceId, programId)).state === "active",
  async message(send, of) {
    const { line, edit } = await declinedNow(send, of);
    return { text: lineOf(line), blocks: [section(line), actions(`program:${of.programId}`, edit)] };
  },
  async line(send, of) {
    const { line, edit } = await declinedNow(send, of);
    return section(line, edit);
  },
  async why({ db, workspaceId, reader }, { programId }) {
    return [textsFor(namedTexts, reader).decline.why((await programOf(db, workspaceId, programId)).title)];
  },
};

async function declinedNow({ db, workspaceId, reader }: SendContext, { programId, personId, role }: Declined) {
  const { title } = await programOf(db, workspaceId, programId);
  const { name } = await personById(db, workspaceId, personId);
  const texts = textsFor(programTexts, reader);
  const line = textsFor(namedTexts, reader).decline.told(
    escapeMrkdwn(name),
    texts.role[role],
    escapeMrkdwn(shorten(title, 200)),
  );
  return { line, edit: button(programIds.edit, texts.notice.edit, { value: programId }) };
}
