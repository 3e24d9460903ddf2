/** What whoever says that they are away reads where nothing that was open says so: the days, and who covers. */
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { type Absence, absenceById } from "../../people/absences/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { button, lineOf, plainSection } from "../../slack/blocks.ts";
import { awayIds } from "./blocks.ts";
import { awayTexts } from "./texts.ts";

const subject = z.strictObject({ absenceId: z.string() });

export const absenceReceiptKind: MessageKind<z.infer<typeof subject>> = {
  kind: "absence-receipt",
  subject,
  priority: 10,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  async message({ db, workspaceId, reader }, { absenceId }) {
    const { form, receipt } = textsFor(awayTexts, reader);
    const absence = await absenceById(db, workspaceId, absenceId);
    const { from_date: from, until_date: until, delegate_person_id: delegateId } = absence;
    // Taken back before it began, or ended early.
    if (until < from) return { text: receipt.takenBack, blocks: [plainSection(receipt.takenBack)] };
    const cover = delegateId === null ? null : (await personById(db, workspaceId, delegateId)).name;
    const line = receipt.away(longDate(reader, from), longDate(reader, until), cover);
    return {
      text: lineOf(line),
      blocks: [plainSection(line, button(awayIds.change, form.change, { value: absenceId }))],
    };
  },
};

export const receiptKey = (absenceId: string) => `absence-receipt:${absenceId}`;

export async function sendAbsenceReceipt(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id, person_id: personId }: Absence,
): Promise<void> {
  await enqueue(tx, services, absenceReceiptKind, {
    workspaceId,
    key: receiptKey(id),
    subject: { absenceId: id },
    to: { personId },
    notBefore: services.clock.now(),
  });
}
