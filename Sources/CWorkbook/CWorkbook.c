#include "CWorkbook.h"
