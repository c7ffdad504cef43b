-- load with an environment in which everything is missing.
-- ends: error
load('x = y.z', 'n', 't', {})()
