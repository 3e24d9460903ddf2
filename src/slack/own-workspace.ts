/**
 * Refuses requests of other workspaces in which the app is installed: this process serves one. The person is told if
 * Slack takes an answer without a token.
 */
import type { AnyMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import { noteOutcome } from "../platform/request-context.ts";
import { languageOf } from "../platform/texts/language.ts";
import { inTime } from "./in-time.ts";
import { failurePlace, submitBody } from "./interaction-payloads.ts";
import { type Listening, lineMessage } from "./listening.ts";
import { slackTexts } from "./texts.ts";
import { withNotice } from "./view-notice.ts";

/** As in `auth.test`. */
export interface OwnWorkspace {
  teamId: string;
  /** Null outside Enterprise organisations. */
  enterpriseId: string | null;
}

const named = z
  .string()
  .nullish()
  .transform((id) => id || null);
const group = z.object({ id: named }).nullish();
const envelope = z.object({
  authorizations: z.array(z.object({ team_id: named })).nullish(),
  context_team_id: named,
  team: group,
  team_id: named,
  view: z.object({ app_installed_team_id: named }).nullish(),
  enterprise: group,
  enterprise_id: named,
  context_enterprise_id: named,
});

/**
 * Whether the request is for our installation. With Slack Connect, other members name the actor's workspace
 * (docs.slack.dev/apis/slack-connect; Bolt's `buildSource`). Without a workspace, the organisation decides; without
 * either, it is ours.
 */
export function isOwn(body: unknown, own: OwnWorkspace): boolean {
  const { success, data } = envelope.safeParse(body);
  if (!success) return false;
  const authorized = (data.authorizations ?? []).flatMap(({ team_id: id }) => id ?? []);
  if (authorized.length > 0) return authorized.includes(own.teamId);
  const teamId = data.view?.app_installed_team_id ?? data.context_team_id ?? data.team?.id ?? data.team_id;
  if (teamId) return teamId === own.teamId;
  const enterpriseId = data.enterprise?.id ?? data.context_enterprise_id ?? data.enterprise_id;
  return !enterpriseId || enterpriseId === own.enterpriseId;
}

/** Register first: nothing is read or written for another workspace. */
export function refuseOtherWorkspaces<Actor>(
  app: App,
  own: OwnWorkspace,
  { log, cachedReader }: Pick<Listening<Actor>, "log" | "cachedReader">,
): void {
  app.use(async (given) => {
    const { body } = given;
    if (isOwn(body, own)) return given.next();
    noteOutcome("refused");
    log.warn({ type: body.type }, "refused: it came from a workspace that this process does not work for");
    const place = failurePlace.safeParse(body);
    const sentenceFor = (userId: string) => slackTexts[languageOf(cachedReader(userId).locale)].otherWorkspace;
    if (isSubmission(given)) {
      const { user, view } = submitBody.parse(body);
      await given.ack({ response_action: "update", view: withNotice(view, sentenceFor(user.id)) });
    } else if ("command" in given) {
      await given.ack({ response_type: "ephemeral", ...lineMessage(sentenceFor(given.command.user_id)) });
    } else if ("ack" in given) {
      const answer = async () => {
        if (!place.success || !("respond" in given)) return;
        const line = lineMessage(sentenceFor(place.data.user?.id ?? ""));
        await given.respond({ ...line, response_type: "ephemeral", replace_original: false });
      };
      await inTime(answer()).finally(() => given.ack?.());
    }
  });
}

function isSubmission(given: AnyMiddlewareArgs): given is SlackViewMiddlewareArgs<ViewSubmitAction> {
  return "view" in given && given.body.type === "view_submission";
}
