/**
 * Whether the app is still installed. After its removal or the revocation of its token, nothing more is done in the
 * workspace; records stay until a person decides.
 */
import type { App } from "@slack/bolt";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { findFact, forgetFact, noteFact } from "../platform/workspace-facts.ts";

/** Interval of checks whether the app is back. */
const LOOK_EVERY_MS = 5 * MINUTE;

/** Slack's errors for a token that is refused for good. Source: docs.slack.dev/reference/methods/auth.test. */
export const TOKEN_REFUSED = ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"];

export interface Installation {
  /** Null while installed, else when to ask again; asks Slack once that time has come. */
  retryAt(): Promise<Instant | null>;
  /** Reports the error of a call: a refused token pauses all work. */
  refused(error: string): Promise<void>;
  /** As of the last `retryAt`; for `/healthz`. */
  isInstalled(): boolean;
}

/** Users with revoked tokens; ours is the bot. */
const revokedEvent = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });

export function followInstallation(
  { db, clock, log }: Pick<Services, "db" | "clock" | "log">,
  workspaceId: string,
  client: WebClient,
): Installation & { listen(app: App, ownUserId: string, wake: () => void): void } {
  let isPaused = false;
  let lookAt: Instant | null = null;

  const pause = async (reason: string) => {
    const now = clock.now();
    isPaused = true;
    lookAt = addMs(now, LOOK_EVERY_MS);
    if (await findFact(db, workspaceId, "app-removed")) return;
    await noteFact(db, workspaceId, { key: "app-removed", value: reason, at: now });
    log.error({ reason }, "Slack no longer takes the app's token: nothing is sent, all that was recorded stays");
  };
  /** Slack's error for the token, or null if accepted. Other errors decide nothing. */
  const refusal = async (): Promise<string | null> => {
    try {
      await client.auth.test();
      return null;
    } catch (error) {
      if (error instanceof WebAPIPlatformError && TOKEN_REFUSED.includes(error.data.error)) return error.data.error;
      throw error;
    }
  };

  return {
    isInstalled: () => !isPaused,

    async retryAt() {
      const fact = await findFact(db, workspaceId, "app-removed");
      if (!fact) {
        isPaused = false;
        return null;
      }
      isPaused = true;
      lookAt ??= clock.now();
      if (clock.now() < lookAt) return lookAt;
      lookAt = addMs(clock.now(), LOOK_EVERY_MS);
      if ((await refusal().catch((error: unknown) => String(error))) !== null) return lookAt;
      await forgetFact(db, workspaceId, "app-removed");
      isPaused = false;
      lookAt = null;
      log.info({ since: fact.notedAt }, "Slack takes the app's token again: work goes on");
      return null;
    },

    async refused(error) {
      if (TOKEN_REFUSED.includes(error)) await pause(error);
    },

    listen(app, ownUserId, wake) {
      // The event may be late, after a reinstallation: ask Slack.
      const ended = async (reason: string) => {
        if ((await refusal()) === null) return;
        await pause(reason);
        wake();
      };
      app.event("app_uninstalled", () => ended("app_uninstalled"));
      app.event("tokens_revoked", async ({ event }) => {
        if (revokedEvent.parse(event).tokens?.bot?.includes(ownUserId)) await ended("tokens_revoked");
      });
    },
  };
}
