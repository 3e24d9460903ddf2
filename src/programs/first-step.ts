/** What somebody does first who has no program. */

import { z } from "zod";
import type { MessageKind } from "../delivery/kinds.ts";
import { adminNames } from "../people/settings.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { type Reader, textsFor, whomToAsk } from "../platform/texts/language.ts";
import { actions, lineOf, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { mayCreateProgram } from "./creating.ts";
import { hasPrograms } from "./programs.ts";
import { programTexts } from "./texts.ts";

/** The first step to take, for somebody who has no program: in a workspace without any, how it all begins. */
export async function firstStep(db: Db, person: Person): Promise<Message> {
  const reader = readerOf(person);
  if (!(await mayCreateProgram(db, person)))
    return firstStepMessage(reader, { kind: "must-ask", admins: await adminNames(db, person.workspace_id) });
  return firstStepMessage(reader, { kind: (await hasPrograms(db, person.workspace_id)) ? "stranger" : "may-create" });
}

/** What somebody sees who has nothing yet: what Drumbeat is, the first step and one button. */
export function firstStepMessage(
  reader: Reader,
  who: { kind: "may-create" | "stranger" } | { kind: "must-ask"; admins: readonly string[] },
): Message {
  const texts = textsFor(programTexts, reader).first;
  if (who.kind === "must-ask") {
    const line = lineOf(texts.ask(whomToAsk(reader, who.admins)));
    return { text: line, blocks: [section(line)] };
  }
  const create = actions("first", commandButton(texts.create, "program new", { primary: true }));
  if (who.kind === "stranger") return { text: texts.none, blocks: [section(texts.none), create] };
  return { text: texts.text, blocks: [section(texts.text), section(texts.step), create] };
}

const firstRunSubject = z.strictObject({});

/** The first thing that an admin reads in a workspace with nothing in it. */
export const firstRunKind: MessageKind<z.infer<typeof firstRunSubject>> = {
  kind: "first-run",
  subject: firstRunSubject,
  priority: 0,
  contact: "reply",
  lane: "now",
  stillWanted: async ({ db, workspaceId }) => !(await hasPrograms(db, workspaceId)),
  message: async ({ reader }) => firstStepMessage(reader, { kind: "may-create" }),
};
