/** Somebody was given the office: by whom, over what, and what it means. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { actions, escapeMrkdwn, lineOf, section } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { isActiveOn } from "../rules-program.ts";
import { scopeInWords } from "./blocks.ts";
import { listOffices } from "./repository.ts";
import { labelOfOffice } from "./rules.ts";
import { officeTexts } from "./texts.ts";

const subject = z.strictObject({ officeId: z.string(), byId: z.string() });
type Subject = z.infer<typeof subject>;

export const officeKind: MessageKind<Subject> = {
  kind: "office-given",
  subject,
  priority: 10,
  contact: ({ byId }, personId) => (byId === personId ? "reply" : "notice"),
  slot: null,
  stillWanted: async (send, of) => (await officeNow(send, of)) !== undefined,
  async message(send, of) {
    const { db, workspaceId, reader } = send;
    const texts = textsFor(officeTexts, reader);
    const office = await officeNow(send, of);
    const label = office ? labelOfOffice(office) : null;
    const { name: by } = await personById(db, workspaceId, of.byId);
    const given = texts.given(by, scopeInWords(reader, label));
    const means = label ? `${texts.means} ${texts.byLabel}` : texts.means;
    return {
      text: lineOf(given),
      blocks: [
        section(`${escapeMrkdwn(given)}\n${means}`),
        actions("office", commandButton(texts.portfolio, "portfolio")),
      ],
    };
  },
  async why({ db, workspaceId, reader }, { byId }) {
    return [textsFor(officeTexts, reader).why((await personById(db, workspaceId, byId)).name)];
  },
};

async function officeNow({ db, workspaceId, now }: SendContext, { officeId }: Subject) {
  const offices = await listOffices(db, workspaceId);
  return offices.find((office) => office.id === officeId && isActiveOn(office, localDateOf(now, "UTC")));
}
