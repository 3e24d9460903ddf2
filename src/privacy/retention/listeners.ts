/** The page *Data and privacy*, and what is set there. */

import type { NamedCommand } from "../../kernel/capability.ts";
import { isAdmin, type Person, peopleByIds, readerAt, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { actions, button, plainSection } from "../../platform/slack/blocks.ts";
import type { HomeSection } from "../../platform/slack/home.ts";
import { doneView, type Listening, onPress, onPressOf } from "../../platform/slack/listening.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { privacyOpen } from "../../settings/workspace/ids.ts";
import {
  type Chosen,
  chosenIn,
  confirmForm,
  confirmView,
  goesInWords,
  retentionForm,
  retentionIds,
  retentionView,
  seenSchema,
} from "./blocks.ts";
import { retentionTexts } from "./texts.ts";
import { nextForeseen, saveRetention, seeForeseen, whatIsKept, whatWouldGo } from "./use-cases.ts";

export function retentionCommand(services: Services): NamedCommand<Person> {
  return {
    word: "retention",
    isUnlisted: true,
    otherWords: { fr: ["conservation", "durées de conservation"] },
    help: (reader) => textsFor(retentionTexts, reader).commands.help,
    label: (reader) => textsFor(retentionTexts, reader).commands.label,
    isFor: async (actor) => isAdmin(actor),
    async handle({ actor, triggerId, client }) {
      await client.views.open({ trigger_id: triggerId, view: await page(services, actor) });
      return null;
    },
  };
}

/** To admins until one has seen it. */
export function retentionSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader }) => {
    if (!isAdmin(person)) return [];
    const told = (await nextForeseen({ db }, person.workspace_id)).filter(({ seen_at }) => seen_at === null);
    if (told.length === 0) return [];
    const texts = textsFor(retentionTexts, reader);
    const lines = goesInWords(reader, told).map(({ on, what }) => texts.home(on, what));
    return [[plainSection(lines.join("\n")), actions("privacy.home", button(privacyOpen, texts.open))]];
  };
}

export function registerRetention(listening: Listening<Person>, services: Services): void {
  onPress(listening, privacyOpen, async (press) => press.open(await page(services, press.actor)));
  onPressOf(listening, retentionIds.seen, seenSchema, async ({ actor, value, view, client }) => {
    await seeForeseen(services, actor, value);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: await page(services, actor) });
  });
  const save = async (actor: Person, chosen: Chosen, how: { isSeen: boolean }) => {
    const reader = readerOf(actor);
    const texts = textsFor(retentionTexts, reader);
    const changed = await saveRetention(services, actor, chosen, how);
    const names = Object.entries(texts.savedFields).flatMap(([field, name]) => (changed.includes(field) ? [name] : []));
    return doneView(reader, names.length === 0 ? texts.unchanged : texts.saved(list(reader, names)));
  };
  retentionForm.listen(listening, async ({ actor, filled }) => {
    const texts = textsFor(retentionTexts, readerOf(actor));
    const chosen = chosenIn(filled);
    if (
      chosen.choosingConsultedOn !== null &&
      chosen.choosingConsultedOn > localDateOf(services.clock.now(), actor.zone)
    )
      return { errors: { choosing: texts.choosingAhead } };
    const going = await whatWouldGo(services, actor, chosen.retention);
    if (going.length > 0) return { push: confirmView(readerAt(actor, services.clock.now()), chosen, going) };
    return { show: await save(actor, chosen, { isSeen: false }) };
  });
  confirmForm.listen(listening, async ({ actor, state }) => ({
    show: await save(actor, state, { isSeen: true }),
  }));
}

async function page(services: Services, actor: Person) {
  const kept = await whatIsKept(services, actor);
  const ids = kept.foreseen.flatMap(({ seen_by: by }) => by ?? []);
  const names = new Map((await peopleByIds(services.db, actor.workspace_id, ids)).map(({ id, name }) => [id, name]));
  return retentionView(readerAt(actor, services.clock.now()), kept, (id) => names.get(id) ?? "");
}
