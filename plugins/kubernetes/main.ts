import { serve } from "../protocol/serve";
import { kubernetesProvider } from "./kubernetesProvider";

void serve(kubernetesProvider());
