/** Which requests a program takes from anybody, and the link to ask for them in a channel. */
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { rows } from "../../platform/rows.ts";
import { languageOf, list, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf, programToChange } from "../../programs/programs.ts";
import { actions, button, escapeMrkdwn, section } from "../../slack/blocks.ts";
import { workIds } from "./ids.ts";
import { workTexts } from "./texts.ts";
import { listOffered } from "./types.ts";

/** Of these types and no others. `channelId`: where the link is posted. Throws PROGRAM_NOT_YOURS. */
export async function takeTypes(
  ctx: ActorContext,
  { programId, keys, channelId = null }: { programId: string; keys: readonly string[]; channelId?: string | null },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { workspace_id: workspaceId } = await programToChange(ctx, tx, ctx.actor, programId);
    const now = ctx.clock.now();
    const stock = rows(tx, "work_type", workspaceId);
    const before = await stock.list({ program_id: programId });
    const over = before.filter(({ template_key: key, ended_at: ended }) => ended === null && !keys.includes(key));
    await stock.update(
      { program_id: programId, template_key: over.map((each) => each.template_key) },
      { ended_at: now },
    );
    for (const key of keys) {
      const opened = { opened_by: ctx.actor.id, opened_at: now, ended_at: null };
      const known = before.find((each) => each.template_key === key);
      if (!known) await stock.insert({ program_id: programId, template_key: key, ...opened });
      else if (known.ended_at !== null) await stock.update({ program_id: programId, template_key: key }, opened);
    }
    if (channelId === null) return;
    const delivery = { workspaceId, key: `work-link:${programId}:${channelId}`, mayRepeat: true, notBefore: now };
    await enqueue(tx, ctx, workLinkKind, { ...delivery, subject: { programId }, to: { channelId } });
  });
}

const linkSchema = z.strictObject({ programId: z.string() });

export const workLinkKind: MessageKind<z.infer<typeof linkSchema>> = {
  kind: "work-link",
  subject: linkSchema,
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  async message({ db, workspaceId, reader }, { programId }) {
    const texts = textsFor(workTexts, reader);
    const { title } = await programOf(db, workspaceId, programId);
    const offered = await listOffered(db, workspaceId, { programId });
    const types = offered.map(({ template }) => template.name[languageOf(reader.locale)]);
    const text = texts.takes(escapeMrkdwn(title), escapeMrkdwn(list(reader, types)));
    const acts = actions("work-link", button(workIds.ask, texts.ask, { value: programId, primary: true }));
    return { text: text.replaceAll("*", ""), blocks: [section(text), acts] };
  },
};
