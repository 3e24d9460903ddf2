/** What people do with the working roles of a program, under the rule of acts.ts. */
import { SlackFailure } from "slack-sandbox";
import { rolesIds } from "../../src/tracks/roles-screen.ts";
import { type Run, textOf } from "../support/run.ts";
import { modal, plain } from "./acts.ts";

interface RoleGiven {
  libraryRoles?: true;
  /** A role by its English name. */
  change?: string;
  add?: string;
  holders?: string[];
  answersFor?: string;
  tasks?: string;
  skills?: string;
}

export async function setRole(run: Run, who: string, { libraryRoles, change, add, ...fields }: RoleGiven) {
  const actor = run.as(who);
  await modal(run, who, "/drumbeat roles loyalty", { isLeftOpen: true });
  if (libraryRoles) await actor.pressInView({ actionId: rolesIds.library });
  if (change) {
    const roles = await run.db.selectFrom("working_role").select(["id", "description"]).execute();
    const role = roles.find(({ description }) => description.includes(`"en":"${change}"`));
    await actor.pressInView({ option: `change:${role?.id}` });
  }
  if (add) {
    await actor.pressInView({ actionId: rolesIds.add });
    actor.fill("name", add);
  }
  if (!libraryRoles) {
    for (const [name, value] of Object.entries(fields)) actor.fill(name, value);
    const result = await actor.submit();
    if ("errors" in result) throw new Error(JSON.stringify(result));
  }
  while (actor.view()) await actor.closeView();
}

/** The list as one text; null where the program is not for them. */
export async function rolesSeenBy(run: Run, who: string): Promise<string | null> {
  try {
    const seen = await modal(run, who, "/drumbeat roles loyalty", { isLeftOpen: true });
    if (seen === null || !/Working roles|Rôles de travail/.test(textOf(await run.as(who).waitForView()))) return null;
    await run.as(who).closeView({ all: true });
    return plain(seen).replaceAll("*", "").replaceAll(/\s+/g, " ");
  } catch (error) {
    if (error instanceof SlackFailure) return null;
    throw error;
  }
}
