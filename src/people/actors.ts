import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import { findPerson, type Person } from "./people.ts";
import { saveSlackUsers, slackUserSchema } from "./slack-users.ts";
import type { Workspace } from "./workspaces.ts";

/** What an act takes first: the handle on which it acts, in a transaction of its caller that, and who acts; null: a rule. */
export interface ActorContext<Handle extends Db = Db, Actor extends Person | null = Person> extends Services {
  db: Handle;
  actor: Actor;
}

const MOST_LOCALES = 20_000;

/** Who a Slack user is to us. Somebody unknown, who joined just now, is asked of Slack. */
export function actorFinder(services: Services, workspace: Workspace) {
  const locales = new Map<string, string>();
  return {
    async actorOf(slackUserId: string, client: WebClient): Promise<Person> {
      const person = (await findPerson(services.db, workspace.id, slackUserId)) ?? (await meet(slackUserId, client));
      if (locales.size >= MOST_LOCALES) locales.clear();
      locales.set(slackUserId, person.locale);
      return person;
    },
    /** For when even the database cannot be asked. */
    cachedReader: (slackUserId: string): Pick<Reader, "locale"> => ({
      locale: locales.get(slackUserId) ?? workspace.locale,
    }),
  };

  async function meet(slackUserId: string, client: WebClient): Promise<Person> {
    const answer = z
      .object({ user: slackUserSchema })
      .parse(await client.users.info({ user: slackUserId, include_locale: true }));
    await saveSlackUsers(services, workspace, [answer.user]);
    const person = await findPerson(services.db, workspace.id, slackUserId);
    if (!person) throw new Error("The person was not stored");
    return person;
  }
}
