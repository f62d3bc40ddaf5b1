import { serve } from "../../../local/provider/protocol/serve";
import { azureNativeProvider } from "./azureNativeProvider";
import { Subscription } from "./subscription";

const folder = process.env.LAB_STANDIN_SUBSCRIPTION;
if (folder === undefined || folder === "") {
  process.stderr.write("this azure-native is a stand-in for tests: it needs LAB_STANDIN_SUBSCRIPTION\n");
  process.exit(1);
}
void serve(azureNativeProvider(new Subscription(folder), process.env));
