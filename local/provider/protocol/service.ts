import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ConfigureResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkResponse, diffResponse } from "./answers";
import type { EngineLog } from "./engine";
import type { Provider } from "./provider";
import { resourceMethods } from "./resourceMethods";
import { cancellation, checked, type Calls, type Methods } from "./calls";
import { fromStruct, toStruct } from "./value";

/** The gRPC service of a provider; `cancel` is aborted when the user cancels the update. */
export function serviceOf(
  provider: Provider,
  log: EngineLog,
  calls: Calls,
  cancel: AbortController,
): UntypedServiceImplementation {
  const { unary } = calls;
  const methods = {
    ...ownMethods(provider, unary, cancel),
    ...resourceMethods(provider, unary, log, cancel.signal),
  };
  return methods as UntypedServiceImplementation;
}

function ownMethods(provider: Provider, unary: Calls["unary"], cancel: AbortController): Methods {
  return {
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),
    checkConfig: unary(async (request) => {
      const news = fromStruct(request.getNews());
      return checkResponse(await checked(news, () => provider.checkConfig?.(news) ?? { inputs: news }));
    }),
    diffConfig: unary((request) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      return diffResponse(provider.diffConfig?.(olds, fromStruct(request.getNews())) ?? { changes: [] });
    }),
    configure: unary(async (request) => {
      await provider.configure?.(fromStruct(request.getArgs()));
      return new ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    }),
    invoke: unary(async (request) => {
      if (provider.invoke === undefined)
        throw new Error(`${provider.name} has no function ${request.getTok()}`);
      const result = await provider.invoke(request.getTok(), fromStruct(request.getArgs()));
      return new InvokeResponse().setReturn(toStruct(result));
    }),
    cancel: unary(() => {
      cancel.abort(cancellation());
      return new Empty();
    }),
  };
}
