import { parse } from "yaml";
import { callApi, type ApiAccess } from "../../local/apiClient";

/** Asks for the object at a path; the answer is as the caller knows it to be, `undefined` when there is none. */
export type Ask = <T>(path: string) => Promise<T | undefined>;

/** Asks the API server that `kubeconfig` names, by its client certificate. */
export function questions(kubeconfig: string): Ask {
  const access = accessOf(kubeconfig);
  return async <T>(path: string) => {
    try {
      const { status, body } = await callApi(access, path);
      return status === 200 ? (JSON.parse(body) as T) : undefined;
    } catch {
      // A status tells of what does not answer by leaving it out.
      return undefined;
    }
  };
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

function accessOf(kubeconfig: string): ApiAccess {
  const { clusters, users } = parse(kubeconfig) as Kubeconfig;
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const decoded = (base64 = ""): string => Buffer.from(base64, "base64").toString();
  return {
    server: cluster.server ?? "",
    authority: decoded(cluster["certificate-authority-data"]),
    identity: {
      certificate: decoded(user["client-certificate-data"]),
      key: decoded(user["client-key-data"]),
    },
  };
}
