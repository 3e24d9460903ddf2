/** *Ask for…*: what one role needs of another, by when, and of whom where several hold that. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerAt } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, shortDate, textsFor } from "../platform/texts/language.ts";
import { escapeMrkdwn, option, shorten } from "../slack/blocks.ts";
import { menu, optionalDate, optionalMenu, optionalText } from "../slack/forms/field-kinds.ts";
import { Form, type ShownFields } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { askFor } from "./hand-offs.ts";
import { inHand } from "./in-hand.ts";
import { handOffsFrom } from "./library.ts";
import { trackTexts } from "./texts.ts";
import { programSeen, rolesOf, type WorkingRole } from "./working-roles.ts";

export const askIds = { ask: "roles.ask", from: "roles.ask_from" } as const;

const LONGEST_WHAT = 250;

const fields = z.object({
  from: menu(),
  who: optionalMenu(),
  gives: optionalMenu(),
  what: optionalText({ max: LONGEST_WHAT }),
  by: optionalDate(),
  to: menu(),
});
type Shown = ShownFields<typeof fields.shape>;

const askForm = new Form({
  id: "roles.ask_form",
  state: z.string(),
  fields,
  required: (reader) => textsFor(trackTexts, reader).required,
});

async function askView(ctx: ActorContext, programId: string, shown: Shown = {}): Promise<ModalView> {
  const { db, actor, clock } = ctx;
  const { program } = await programSeen(ctx, programId, { isForParts: true });
  const roles = await rolesOf(db, program);
  const held = roles.filter(({ holders }) => holders.some(({ id }) => id === actor.id));
  const { ask, send: submit } = textsFor(trackTexts, actor);
  const nameOf = ({ description }: WorkingRole) => textsFor(description.name, actor);
  const named = (of: readonly WorkingRole[]) =>
    of.map((role) => option(role.key, shorten(nameOf(role), COMPOSITION_LIMITS.optionText)));

  const others = roles.filter((role) => !held.includes(role));
  const from = roles.find(({ key }) => key === shown.from) ?? others[0] ?? roles[0];
  const to = shown.to ?? held[0]?.key;
  const gifts = giftsOf(actor, from);
  // What it gives to the one who asks stands first.
  const gives = gifts
    .toSorted((a, b) => Number(b.to === to) - Number(a.to === to))
    .map((gift) => option(gift.place, shorten(gift.to === to ? gift.words : gift.line, COMPOSITION_LIMITS.optionText)));
  const place = { workspace_id: program.workspace_id, program_id: program.id };
  const who =
    from && from.holders.length > 1
      ? await inHand(ctx, place, { holders: from.holders }, readerAt(actor, clock.now()))
      : [];
  return askForm.view({
    state: program.id,
    title: ask.open,
    submit,
    fields: {
      from: { label: ask.from, options: named(roles), initial: from?.key, actionId: askIds.from },
      who:
        who.length === 0
          ? null
          : { label: ask.who, options: who, initial: who[0]?.value, isRequired: true, turn: from?.key ?? "" },
      gives: gives.length === 0 ? null : { label: ask.gives, options: gives, turn: from?.key ?? "" },
      what: { label: ask.what, hint: gives.length === 0 ? undefined : ask.whatHint, initial: shown.what },
      by: { label: ask.by, hint: ask.byHint, initial: shown.by },
      to: { label: ask.to, options: named(held.length > 0 ? held : roles), initial: to },
    },
  });
}

interface Gift {
  place: string;
  /** As it stands on the card of the role. */
  line: string;
  /** Without the role that it is for. */
  words: string;
  /** The key of that role; null: the line is the workspace's own. */
  to: string | null;
}

/** What a role gives, each in the words of its reader. */
function giftsOf(actor: Person, from: WorkingRole | undefined): Gift[] {
  const known = from ? handOffsFrom(from.key) : [];
  return (from?.description.gives ?? []).map((both, index) => {
    const handOff = known.find(({ line }) => line.en === both.en && line.fr === both.fr);
    const words = textsFor(handOff?.what ?? both, actor);
    return { place: String(index), line: textsFor(both, actor), words, to: handOff?.to ?? null };
  });
}

export function listenToAsking(listening: Listening<Person>, services: Services): void {
  onPress(listening, askIds.ask, async ({ actor, value, open }) => open(await askView({ ...services, actor }, value)));
  onPress(listening, askIds.from, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, filled } = askForm.opened(open);
    const view = await askView({ ...services, actor }, state, filled);
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  askForm.listenToShown(listening, async ({ actor, state: programId, filled }) => {
    const ctx = { ...services, actor };
    const { from, to, by = null, who } = filled;
    const { ask, required } = textsFor(trackTexts, actor);
    const { program } = await programSeen(ctx, programId, { isForParts: true });
    const role = (await rolesOf(services.db, program)).find(({ key }) => key === from);
    const given = giftsOf(actor, role).find(({ place }) => place === filled.gives);
    const what = filled.what?.trim() || shorten(given?.words ?? "", LONGEST_WHAT);
    const errors = {
      ...(from === undefined && { from: required }),
      ...(to === undefined && { to: required }),
      ...(what === "" && { what: required }),
      ...(who === null && { who: required }),
    };
    if (from === undefined || to === undefined || Object.keys(errors).length > 0) return { errors };

    let asked = { name: "", dueOn: null as string | null };
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      asked = await askFor(ctx, { programId, from, to, what, by, holderId: who ?? null });
    });
    if (refusal !== null) return { errors: { by: refusal } };
    const day = asked.dueOn === null ? "" : shortDate(readerAt(actor, services.clock.now()), asked.dueOn);
    return { show: doneView(actor, ask.asked(escapeMrkdwn(asked.name), day)) };
  });
}
