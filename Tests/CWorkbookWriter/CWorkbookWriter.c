#include "CWorkbookWriter.h"
