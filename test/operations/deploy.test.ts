/** The files to run Drumbeat with: they name what there is, and give the process no more than it needs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const dockerfile = read("Dockerfile");
const volume = /^VOLUME (.+)$/m.exec(dockerfile)?.[1] ?? "none";
const port = Number(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]);
const started = /^CMD \["node", "(.+)"\]$/m.exec(dockerfile)?.[1] ?? "none";
/** By docs/operations.md, which tests/platform hold to the configuration. */
const variables = [...read("docs/operations.md").matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);

describe("the files to run Drumbeat with (O17)", () => {
  it("compose: one service on the image's volume and port, which can write nowhere else", () => {
    const { drumbeat } = z
      .object({ services: z.object({ drumbeat: z.looseObject({}) }), volumes: z.object({ data: z.null() }) })
      .parse(parse(read("deploy/docker/compose.yml"))).services;
    expect(drumbeat).toMatchObject({
      build: "../..",
      env_file: ".env",
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      ports: [`127.0.0.1:${port}:${port}`],
      volumes: [`data:${volume}`],
    });
  });

  it("systemd: starts what the build makes, as a user of its own, with known settings alone", () => {
    const settings = read("deploy/systemd/drumbeat.service")
      .split("\n")
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const);
    const of = (name: string) => settings.filter(([given]) => given === name).map(([, value]) => value);
    expect(of("ExecStart")).toEqual([`/opt/drumbeat/node_modules/node/bin/node ${started}`]);
    expect([of("User"), of("NoNewPrivileges"), of("ProtectSystem"), of("CapabilityBoundingSet")]).toEqual([
      ["drumbeat"],
      ["true"],
      ["strict"],
      [""],
    ]);
    const named = of("Environment").map((each) => each.split("=")[0]);
    expect(named.filter((name) => !variables.includes(name))).toEqual(["NODE_ENV", "NODE_COMPILE_CACHE"]);
    expect(of("Environment")).toContain(`DATABASE_URL=/var/lib/${of("StateDirectory")[0]}/drumbeat.db`);
    expect(of("Environment")).toContain(`NODE_COMPILE_CACHE=/var/cache/${of("CacheDirectory")[0]}`);
  });

  it("systemd: starts anew what takes connections and answers none, each minute", () => {
    const alive = read("deploy/systemd/drumbeat-alive.service");
    expect(alive).toContain(`--max-time 10 http://127.0.0.1:${port}/livez; [ $? = 28 ] || exit 0`);
    expect(alive).toContain("systemctl restart drumbeat.service");
    expect(read("deploy/systemd/drumbeat-alive.timer")).toContain("OnUnitInactiveSec=1min");
  });

  it("Kubernetes: one pod at a time, without rights, whose selectors and volumes fit", () => {
    const documents = parseAllDocuments(read("deploy/kubernetes/drumbeat.yml")).map((each) => {
      expect(each.errors).toEqual([]);
      return z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) }).parse(each.toJS());
    });
    expect(documents.map(({ kind }) => kind)).toEqual(["PersistentVolumeClaim", "Deployment", "Service"]);
    const labels = { "app.kubernetes.io/name": "drumbeat" };
    const container = {
      name: "drumbeat",
      envFrom: [{ secretRef: { name: "drumbeat" } }],
      ports: [{ name: "http", containerPort: port }],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      livenessProbe: { httpGet: { path: "/livez", port: "http" }, timeoutSeconds: 10 },
      readinessProbe: { httpGet: { path: "/healthz", port: "http" } },
      volumeMounts: [
        { name: "data", mountPath: volume },
        { name: "tmp", mountPath: "/tmp" },
      ],
    };
    expect(documents[1]).toMatchObject({
      spec: {
        replicas: 1,
        strategy: { type: "Recreate" },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true },
            containers: [container],
            volumes: [
              { name: "data", persistentVolumeClaim: { claimName: documents[0]?.metadata.name } },
              { name: "tmp" },
            ],
          },
        },
      },
    });
    expect(documents[2]).toMatchObject({ spec: { selector: labels, ports: [{ targetPort: "http" }] } });
  });
});
