import { SlackError } from "./failures.ts";
import { PAGE_LIMITS } from "./limits.ts";
import { count, flag, type Method, method, text } from "./method.ts";
import { page } from "./pages.ts";
import { userJson } from "./payloads.ts";

export const userMethods: Record<string, Method> = {
  "auth.test": method({
    scope: null,
    acceptsJson: true,
    arguments: {},
    run({ workspace }) {
      return {
        url: `https://${workspace.team.domain}.slack.com/`,
        team: workspace.team.name,
        user: workspace.getPerson(workspace.botUserId)?.handle ?? "",
        team_id: workspace.team.id,
        user_id: workspace.botUserId,
        bot_id: workspace.botId,
        ...(workspace.team.enterprise && { enterprise_id: workspace.team.enterprise.id }),
        is_enterprise_install: false,
      };
    },
  }),

  "apps.connections.open": method({
    scope: null,
    token: "app",
    acceptsJson: true,
    arguments: {},
    run: ({ makeSocketUrl }) => ({ url: makeSocketUrl() }),
  }),

  "users.info": method({
    scope: "users:read",
    acceptsJson: false,
    arguments: { user: text, include_locale: flag.optional() },
    run({ workspace, clock }, args) {
      const person = workspace.getPerson(args.user);
      if (!person) throw new SlackError("user_not_found");
      return { user: userJson(workspace, person, clock.now(), args.include_locale ?? false) };
    },
  }),

  "users.list": method({
    scope: "users:read",
    acceptsJson: false,
    arguments: { cursor: text.optional(), limit: count.optional(), include_locale: flag.optional() },
    run({ workspace, clock }, args) {
      const { default: all, max } = PAGE_LIMITS["users.list"];
      // Without a limit Slack tries to give everybody, and refuses large workspaces.
      if (!args.limit && workspace.people.size > all) throw new SlackError("limit_required");
      const shown = page([...workspace.people.values()], ({ userId }) => userId, {
        cursor: args.cursor,
        limit: Math.min(args.limit || all, max),
      });
      return {
        members: shown.items.map((person) => userJson(workspace, person, clock.now(), args.include_locale ?? false)),
        cache_ts: workspace.nowSeconds(),
        response_metadata: shown.response_metadata,
      };
    },
  }),
};
