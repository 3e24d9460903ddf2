/** What somebody does first who has no program. */

import { type Person, readerOf } from "../people/use-cases.ts";
import { adminNames } from "../people/use-cases-settings.ts";
import type { Db } from "../platform/database.ts";
import type { Message } from "../slack/message.ts";
import { firstStepMessage } from "./blocks.ts";
import { closedProgramsOf, hasPrograms } from "./use-cases.ts";
import { mayCreateProgram } from "./use-cases-creating.ts";

/** The first step to take, for somebody who has no program: in a workspace without any, how it all begins. */
export async function firstStep(db: Db, person: Person): Promise<Message> {
  const reader = readerOf(person);
  if (!(await mayCreateProgram(db, person)))
    return firstStepMessage(reader, { kind: "must-ask", admins: await adminNames(db, person.workspace_id) });
  if (!(await hasPrograms(db, person.workspace_id))) return firstStepMessage(reader, { kind: "may-create" });
  return firstStepMessage(reader, { kind: "stranger", closed: await closedProgramsOf(db, person) });
}
